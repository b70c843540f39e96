#pragma once

namespace vuelve::storage::sqlite {

/// Number of the page at 1 GiB in a file with pages of `page_size` bytes: SQLite keeps its locks
/// there and never a row, and lends its number to pages that are being moved.
unsigned locks_page(int page_size);

/// Has SQLite use its own page cache, which is told the page of the locks as page 0 (no page has
/// that number): a cache that has seen the number of a page at 1 GiB takes a smaller file for one
/// that was cut, and looks at the next commit through every page that it holds for those beyond the
/// end (docs/adr/0073). Before anything else is asked of SQLite in the process. Threads may race
/// for it.
void use_page_cache();

}  // namespace vuelve::storage::sqlite
