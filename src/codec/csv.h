#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

/// Files for spreadsheets: RFC 4180, every field quoted, and nothing in it that a spreadsheet would
/// run. Source: security.md case 31.
namespace vuelve {

/// A field in quotes. What begins with `=` `+` `-` `@`, a tab or a carriage return gets a `'` in
/// front, unless it is a plain number.
std::string csv_field(std::string_view text);

/// The fields of one record with its line end.
std::string csv_record(std::initializer_list<std::string_view> fields);

}  // namespace vuelve
