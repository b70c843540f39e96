#pragma once

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

/// Ways to write what nobody outside may reach; for tests.
namespace vuelve::notify {

using Quad = std::array<unsigned, 4>;

/// One of each block of address_guard.cpp, its ends where they are telling.
inline std::vector<Quad> private_quads() {
    return {{127, 0, 0, 1},      {127, 255, 255, 254}, {0, 0, 0, 0},         {10, 0, 0, 1},
            {10, 255, 255, 255}, {100, 64, 0, 1},      {100, 127, 255, 254}, {169, 254, 169, 254},
            {172, 16, 0, 1},     {172, 31, 255, 254},  {192, 0, 0, 8},       {192, 0, 2, 1},
            {192, 88, 99, 1},    {192, 168, 1, 1},     {198, 18, 0, 1},      {198, 19, 255, 254},
            {198, 51, 100, 7},   {203, 0, 113, 9},     {224, 0, 0, 1},       {239, 255, 255, 250},
            {240, 0, 0, 1},      {255, 255, 255, 255}};
}

/// The hosts that one address can be spelt as.
inline std::vector<std::string> spellings(const Quad& q) {
    const unsigned whole = q[0] << 24 | q[1] << 16 | q[2] << 8 | q[3];
    const std::string dotted = fmt::format("{}.{}.{}.{}", q[0], q[1], q[2], q[3]);
    const std::string pairs = fmt::format("{:02x}{:02x}:{:02x}{:02x}", q[0], q[1], q[2], q[3]);
    return {dotted,
            dotted + ".",
            fmt::format("{}", whole),
            fmt::format("0x{:08x}", whole),
            fmt::format("0X{:08X}", whole),
            fmt::format("0{:o}", whole),
            fmt::format("0{:o}.0{:o}.0{:o}.0{:o}", q[0], q[1], q[2], q[3]),
            fmt::format("0x{:x}.0x{:x}.0x{:x}.0x{:x}", q[0], q[1], q[2], q[3]),
            fmt::format("{}.0x{:x}.0{:o}.{}", q[0], q[1], q[2], q[3]),
            fmt::format("{}.{}.{}", q[0], q[1], q[2] << 8 | q[3]),
            fmt::format("{}.{}", q[0], q[1] << 16 | q[2] << 8 | q[3]),
            fmt::format("00{}.0{}.00{}.{}", q[0], q[1], q[2], q[3]),
            fmt::format("%3{}{}", q[0] / 100, dotted.substr(1)),
            "[::ffff:" + dotted + "]",
            "[::ffff:" + pairs + "]",
            "[0:0:0:0:0:ffff:" + pairs + "]",
            "[::" + dotted + "]",
            "[64:ff9b::" + dotted + "]",
            "[64:ff9b:1::" + pairs + "]",
            "[2002:" + pairs + "::1]",
            "[2001:0:" + pairs + "::1]"};
}

/// Authorities (and what follows them) that are private or unclear in other ways.
inline std::vector<std::string> odd_authorities() {
    return {"localhost",
            "LOCALHOST",
            "localhost.",
            "shop.localhost",
            "localhost.localdomain",
            "caja",
            "printer.local",
            "metadata.google.internal",
            "router.lan",
            "router.home.arpa",
            "intra.intranet",
            "x.onion",
            "a.test",
            "[::1]",
            "[::]",
            "[0:0:0:0:0:0:0:1]",
            "[fe80::1]",
            "[fe80::1%25eth0]",
            "[fc00::1]",
            "[fd12:3456:789a::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[100::1]",
            "[2001:db8::1]",
            "[2001:2::1]",
            "[2001:10::1]",
            "[3fff::1]",
            "[5f00::1]",
            "[4000::1]",
            "[1::1]",
            "[::ffff:0:127.0.0.1]",
            "[127.0.0.1]",
            "::1",
            "[::1",
            "user@example.com",
            "user:secret@example.com",
            ":@example.com",
            "@example.com",
            "example.com@127.0.0.1",
            "127.0.0.1@example.com",
            "127.0.0.1%40example.com",
            "example.com%2f@127.0.0.1",
            "example.com\\@127.0.0.1",
            "example.com\\.127.0.0.1",
            "example.com:22",
            "example.com:80",
            "example.com:8080",
            "example.com:0",
            "example.com:65536",
            "example.com:443x",
            "example.com:-443",
            "example.com:443:443",
            "example.com.",
            "example..com",
            ".example.com",
            "exa_mple.com",
            "exa mple.com",
            "exa\tmple.com",
            "exa\nmple.com",
            "example.com\r\nHost: localhost",
            "example.com#fragment",
            "example.com/path#fragment",
            "ex\xC3\xA1mple.com",
            "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1",  // full-width digits
            "\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA6.0.0.1",  // digits in circles
            "127\xE3\x80\x82"
            "0\xE3\x80\x82"
            "0\xE3\x80\x82"
            "1",  // ideographic full stops
            "127.0.0.1%00.example.com",
            "example.com%00.internal",
            "127.0.0.0x1",
            "1.2.3.4.5",
            "256.256.256.256",
            "0",
            "0x0",
            "4294967296",
            "0x7f000001.",
            "example.0x7f",
            "example.123",
            "",
            "/",
            "?",
            "//example.com"};
}

}  // namespace vuelve::notify
