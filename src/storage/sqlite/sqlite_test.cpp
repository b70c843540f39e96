#include "storage/sqlite/sqlite.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <thread>

#include "base/machine_memory.h"
#include "storage/sqlite/page_cache.h"
#include "storage/testing.h"

namespace vuelve::storage::sqlite {
namespace {

constexpr std::string_view insert_thing = "insert into thing (id, body) values ($1, $2)";
constexpr std::string_view count_things = "select count(*) from thing";

void make_table(Database& database) {
    auto tx = database.begin();
    tx->exec_script("create table thing (id INTEGER NOT NULL PRIMARY KEY, body TEXT) STRICT");
    tx->commit();
}

void add(Database& database, std::int64_t id, std::size_t size = 1) {
    auto tx = database.begin();
    tx->exec(insert_thing, {id, std::string(size, 'x')});
    tx->commit();
}

/// Adds rows of 64 KiB until the database says that it is full; returns how many are in.
std::int64_t fill(Database& database) {
    for (std::int64_t id = 0; id < 10'000; ++id) {
        const auto trouble = trouble_of([&] { add(database, id, 65'536); });
        if (!trouble) continue;
        EXPECT_EQ(trouble, Trouble::Full);
        return id;
    }
    ADD_FAILURE() << "never full";
    return 0;
}

/// Before 3.51.3 a copy of the log that met a commit could leave committed pages behind
/// (docs/adr/0085).
TEST(SqliteLibrary, is_one_whose_log_loses_nothing_and_the_one_we_compiled_against) {
    EXPECT_GE(sqlite3_libversion_number(), 3'051'003);
    EXPECT_STREQ(sqlite3_sourceid(), SQLITE_SOURCE_ID);
}

/// Else a wrapped key that was deleted would lie on in a page (docs/adr/0044).
TEST(SqliteLibrary, writes_over_what_is_deleted) {
    const TestFolder folder;
    const auto database = open(folder / "shop.db");
    EXPECT_EQ(number(*database->snapshot(), "pragma secure_delete"), 1);
    make_table(*database);
    const auto stolen = [&] { return stolen_bytes(folder.path, ""); };
    const auto run = [&](std::string_view statement, Params params) {
        auto tx = database->begin();
        tx->exec(statement, params);
        tx->commit();
    };
    run(insert_thing, {1, std::string("the secret of a member who has gone")});
    ASSERT_TRUE(stolen().contains("the secret of a member"));
    run("delete from thing where id = $1", {1});
    database->scrub();
    EXPECT_FALSE(stolen().contains("the secret of a member"));
}

TEST(SqliteFile, keeps_what_was_committed) {
    const TestFolder folder;
    {
        const auto database = open(folder / "shop.db");
        make_table(*database);
        add(*database, 1);
    }
    const auto database = open(folder / "shop.db", {.access = Access::Existing});
    EXPECT_EQ(number(*database->snapshot(), count_things), 1);
}

TEST(SqliteFile, is_written_by_one_process_and_read_by_many) {
    const TestFolder folder;
    const auto server = open(folder / "shop.db");
    make_table(*server);
    try {
        open(folder / "shop.db");
        FAIL() << "a second writer got in";
    } catch (const StorageError& error) {
        EXPECT_EQ(error.trouble(), Trouble::InUse);
        EXPECT_NE(std::string(error.what()).find(std::to_string(::getpid())), std::string::npos);
    }
    const auto reader = open(folder / "shop.db", {.access = Access::Read});
    EXPECT_EQ(number(*reader->snapshot(), count_things), 0);
    EXPECT_EQ(trouble_of([&] { reader->begin(); }), Trouble::ReadOnly);
}

TEST(SqliteFile, that_is_not_ours_is_refused) {
    const TestFolder folder;
    std::ofstream(folder / "letter.db") << std::string(8192, 'a');
    EXPECT_EQ(trouble_of([&] { open(folder / "letter.db"); }), Trouble::NotOurs);
    EXPECT_EQ(trouble_of([&] { open(folder / "none.db", {.access = Access::Existing}); }),
              Trouble::CannotOpen);
    EXPECT_EQ(trouble_of([&] { open(folder / "no" / "folder.db"); }), Trouble::CannotOpen);
    {
        const auto other = open(folder / "other.db");
        auto tx = other->begin();
        tx->exec_script("create table song (id INTEGER) STRICT");
        tx->exec_script("pragma application_id = 99");
        tx->commit();
    }
    EXPECT_EQ(trouble_of([&] { open(folder / "other.db"); }), Trouble::NotOurs);
}

TEST(SqliteFile, that_is_damaged_says_so) {
    const TestFolder folder;
    {
        const auto database = open(folder / "shop.db");
        make_table(*database);
        for (int id = 0; id < 50; ++id) add(*database, id, 5'000);
    }
    {
        std::fstream file(folder / "shop.db", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096);
        file << std::string(4096 * 8, '\xEE');
    }
    const auto database = open(folder / "shop.db");
    EXPECT_EQ(
        trouble_of([&] { number(*database->snapshot(), "select sum(length(body)) from thing"); }),
        Trouble::Corrupt);
}

TEST(SqliteFile, caches_an_eighth_of_the_memory_within_bounds) {
    EXPECT_EQ(writer_cache_mb({.cache_mb = 7}, 16'384), 7);
    EXPECT_EQ(writer_cache_mb({}, 256), 64);
    EXPECT_EQ(writer_cache_mb({}, 4'096), 512);
    EXPECT_EQ(writer_cache_mb({}, 1'000'000), 2'048);
    EXPECT_GE(machine_memory_mb(), 64);
    EXPECT_LT(machine_memory_mb(), 100'000'000);
}

TEST(SqliteFile, keeps_its_trees_whole_while_pages_move) {
    EXPECT_EQ(locks_page(4096), 262'145U);
    EXPECT_EQ(locks_page(65'536), 16'385U);
    const TestFolder folder;
    // A cache of 256 pages for some 1,000: pages come and go besides.
    const auto database = open(folder / "shop.db", {.cache_mb = 1});
    make_table(*database);
    constexpr std::int64_t ids = 10'007, step = 7'919;  // primes: every id once, far apart
    for (std::int64_t at = 0; at < ids;) {
        auto tx = database->begin();
        for (const std::int64_t end = std::min(at + 500, ids); at < end; ++at) {
            const std::int64_t id = at * step % ids;
            tx->exec(insert_thing, {id, std::string(static_cast<std::size_t>(id % 700), 'x')});
            if (id % 3 == 0) tx->exec("delete from thing where id = $1", {id / 2});
        }
        tx->commit();
    }
    const auto reader = database->snapshot();
    EXPECT_EQ(number(*reader,
                     "select count(*) from pragma_integrity_check where "
                     "integrity_check = 'ok'"),
              1);
    EXPECT_GT(number(*reader, count_things), ids / 2);
    EXPECT_EQ(number(*reader, "select count(*) from thing where length(body) <> id % 700"), 0);
}

TEST(SqliteFile, in_a_folder_without_right_to_write_says_so) {
    const TestFolder folder;
    ::chmod(folder.path.c_str(), 0555);
    const bool root = ::geteuid() == 0;  // whom rights do not bind
    if (root) ASSERT_EQ(::seteuid(65534), 0);
    const auto trouble = trouble_of([&] { open(folder / "shop.db"); });
    if (root) ASSERT_EQ(::seteuid(0), 0);
    ::chmod(folder.path.c_str(), 0755);
    EXPECT_EQ(trouble, Trouble::ReadOnly);
}

TEST(SqliteFile, at_its_size_limit_is_full_and_writes_again_after_rows_are_gone) {
    const auto database = memory({.pages_max = 400});
    make_table(*database);
    const std::int64_t fitted = fill(*database);
    EXPECT_GT(fitted, 10);
    EXPECT_EQ(number(*database->snapshot(), count_things), fitted)
        << "a refused row is not half in";
    {
        auto tx = database->begin();
        tx->exec("delete from thing where id < 5");
        tx->commit();
    }
    add(*database, 100'000, 65'536);
    EXPECT_EQ(number(*database->snapshot(), count_things), fitted - 4);
}

/// A disk of 4 MiB of this thread's own. Needs the right to mount.
struct SmallDisk {
    TestFolder folder;
    bool mounted = ::unshare(CLONE_NEWNS) == 0 &&
                   ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                   ::mount("small", folder.path.c_str(), "tmpfs", 0, "size=4m") == 0;
    ~SmallDisk() {
        if (mounted) ::umount(folder.path.c_str());
    }
};

TEST(SqliteFile, on_a_full_disk_refuses_and_writes_again_when_there_is_space) {
    std::thread([] {
        const SmallDisk disk;
        if (!disk.mounted) GTEST_SKIP() << "a small disk needs the right to mount";
        std::ofstream(disk.folder / "ballast") << std::string(1 << 20, 'b');
        const auto database = open(disk.folder / "shop.db");
        make_table(*database);
        const std::int64_t fitted = fill(*database);
        EXPECT_EQ(number(*database->snapshot(), count_things), fitted);
        std::filesystem::remove(disk.folder / "ballast");
        add(*database, 100'000);
        EXPECT_EQ(number(*database->snapshot(), count_things), fitted + 1);
    }).join();
}

/// How often the log of a database has begun anew; -1 before its first page.
int log_of(const std::filesystem::path& file) {
    constexpr int place = 12;  // of the number in the log's header, most significant byte first
    std::ifstream log(file.string() + "-wal", std::ios::binary);
    std::array<unsigned char, 4> number{};
    if (!log.seekg(place) || !log.read(reinterpret_cast<char*>(number.data()), number.size()))
        return -1;
    return number[0] << 24 | number[1] << 16 | number[2] << 8 | number[3];
}

/// Adds rows from `first` until the log begins anew; how many were needed.
std::int64_t add_until_log_begins_anew(Database& database,
                                       const std::filesystem::path& file,
                                       std::int64_t first) {
    const int before = log_of(file);
    for (std::int64_t added = 1; added <= 20'000; ++added) {
        add(database, first + added, 16'384);
        if (log_of(file) != before) return added;
    }
    ADD_FAILURE() << "the log was never copied back";
    return 0;
}

TEST(SqliteLog, is_copied_back_without_anybody_asking) {
    const TestFolder folder;
    const auto file = folder / "shop.db";
    std::int64_t added = 0;
    {
        const auto database = open(file, {.log_pages = 100});
        make_table(*database);
        for (int time = 0; time < 3; ++time)
            added += add_until_log_begins_anew(*database, file, added);
        EXPECT_EQ(number(*database->snapshot(), count_things), added);
    }
    EXPECT_EQ(number(*open(file)->snapshot(), count_things), added);
}

TEST(SqliteLog, of_a_large_database_is_copied_back_less_often) {
    const TestFolder folder;
    const auto file = folder / "shop.db";
    const auto database = open(file, {.log_pages = 100});
    make_table(*database);
    // A row fills four pages and changes three more at most.
    std::int64_t added = 0;
    while (added < 500) added += add_until_log_begins_anew(*database, file, added);
    EXPECT_GE(add_until_log_begins_anew(*database, file, added), 400 / 7)
        << "of 2,000 pages a quarter may lie in the log, four times what was given at most";
}

TEST(SqliteLog, is_kept_for_who_still_reads_it) {
    const TestFolder folder;
    const auto file = folder / "shop.db";
    const auto database = open(file, {.log_pages = 100});
    make_table(*database);
    add(*database, 1);
    std::int64_t added = 1;
    {
        const auto reader = database->snapshot();
        const int log = log_of(file);
        for (; added < 200; ++added) add(*database, added + 1, 16'384);
        std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the copier has had its turn
        add(*database, ++added);
        EXPECT_EQ(number(*reader, count_things), 1);
        EXPECT_EQ(log_of(file), log) << "pages that a reader needs are gone";
    }
    added += add_until_log_begins_anew(*database, file, added);
    EXPECT_EQ(number(*database->snapshot(), count_things), added);
}

TEST(SqliteBackup, is_whole_while_others_write) {
    const TestFolder folder;
    const auto database = open(folder / "shop.db");
    make_table(*database);
    for (int id = 0; id < 400; ++id) add(*database, id, 16'384);

    // Every commit writes two rows, so an even count shows that no commit was cut in half.
    std::atomic<bool> stop = false;
    std::atomic<std::int64_t> written = 0;
    std::jthread writer([&] {
        for (std::int64_t id = 1000; !stop; id += 2) {
            auto tx = database->begin();
            tx->exec(insert_thing, {id, "a"});
            tx->exec(insert_thing, {id + 1, "b"});
            tx->commit();
            ++written;
        }
    });
    std::int64_t steps = 0;
    database->backup(folder / "copy.db", [&](std::int64_t done, std::int64_t total) {
        EXPECT_LE(done, total);
        const auto before = written.load();
        while (written.load() == before)
            std::this_thread::yield();  // a commit falls into every step
        ++steps;
    });
    stop = true;
    writer.join();

    EXPECT_GT(steps, 1);
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db.part"));
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db-wal"));
    const auto copy = open(folder / "copy.db");
    const auto count = number(*copy->snapshot(), count_things);
    EXPECT_GE(count, 400);
    EXPECT_EQ(count % 2, 0);
}

TEST(SqliteBackup, never_overwrites) {
    const TestFolder folder;
    const auto database = open(folder / "shop.db");
    std::ofstream(folder / "copy.db") << "mine";
    EXPECT_EQ(trouble_of([&] { database->backup(folder / "copy.db", {}); }), Trouble::CannotOpen);
}

}  // namespace
}  // namespace vuelve::storage::sqlite
