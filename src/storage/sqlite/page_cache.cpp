#include "storage/sqlite/page_cache.h"

#include <sqlite3.h>

#include <memory>
#include <new>

#include "base/ensure.h"

namespace vuelve::storage::sqlite {

namespace {

/// SQLite's own.
sqlite3_pcache_methods2 own{};

/// The cache of one file.
struct Cache {
    sqlite3_pcache* pages;
    unsigned locks;

    unsigned key(unsigned number) const { return number == locks ? 0 : number; }
};

Cache& of(sqlite3_pcache* cache) { return *reinterpret_cast<Cache*>(cache); }

sqlite3_pcache* create(int page_size, int extra, int purgeable) {
    sqlite3_pcache* pages = own.xCreate(page_size, extra, purgeable);
    if (!pages) return nullptr;
    auto* cache = new (std::nothrow) Cache{pages, locks_page(page_size)};
    if (!cache) own.xDestroy(pages);
    return reinterpret_cast<sqlite3_pcache*>(cache);
}

void destroy(sqlite3_pcache* cache) {
    const std::unique_ptr<Cache> gone(&of(cache));
    own.xDestroy(gone->pages);
}

sqlite3_pcache_methods2 methods() {
    sqlite3_pcache_methods2 told = own;
    told.xCreate = create;
    told.xDestroy = destroy;
    told.xCachesize = [](sqlite3_pcache* cache, int pages) {
        own.xCachesize(of(cache).pages, pages);
    };
    told.xPagecount = [](sqlite3_pcache* cache) { return own.xPagecount(of(cache).pages); };
    told.xFetch = [](sqlite3_pcache* cache, unsigned number, int create_flag) {
        return own.xFetch(of(cache).pages, of(cache).key(number), create_flag);
    };
    told.xUnpin = [](sqlite3_pcache* cache, sqlite3_pcache_page* page, int discard) {
        own.xUnpin(of(cache).pages, page, discard);
    };
    told.xRekey = [](sqlite3_pcache* cache, sqlite3_pcache_page* page, unsigned from, unsigned to) {
        own.xRekey(of(cache).pages, page, of(cache).key(from), of(cache).key(to));
    };
    told.xTruncate = [](sqlite3_pcache* cache, unsigned limit) {
        own.xTruncate(of(cache).pages, limit);
    };
    told.xShrink = [](sqlite3_pcache* cache) { own.xShrink(of(cache).pages); };
    return told;
}

/// False when something was asked of SQLite before.
bool install() {
    if (sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &own) != SQLITE_OK) return false;
    sqlite3_pcache_methods2 told = methods();
    return sqlite3_config(SQLITE_CONFIG_PCACHE2, &told) == SQLITE_OK;
}

}  // namespace

unsigned locks_page(int page_size) {
    constexpr unsigned locks_at = 0x40000000;  // bytes: the lock-byte page of SQLite's file format
    return locks_at / static_cast<unsigned>(page_size) + 1;
}

void use_page_cache() {
    static const bool is_installed = install();
    ensure(is_installed, "a page cache is taken before anything else is asked of SQLite");
}

}  // namespace vuelve::storage::sqlite
