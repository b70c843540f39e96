#include "cli/restore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "app/import_shop.h"
#include "app/service.h"
#include "app/upkeep.h"
#include "cli/demo_programme.h"
#include "storage/testing.h"

namespace vuelve::cli {
namespace {

using testing::HasSubstr;

/// A shop, a backup of it, and what the command line says.
struct Restore : testing::Test {
    storage::TestFolder folder;
    const std::string shop = "sqlite:" + (folder / "data/vuelve.db").string();
    const std::string keys = (folder / "keys/vuelve.keys").string();
    const std::string kept = (folder / "kept.db").string();
    const std::string fresh = (folder / "new/vuelve.db").string();
    std::string err;

    void SetUp() override {
        ASSERT_TRUE(app::create_shop({.database = shop,
                                      .key_ring = keys,
                                      .code = "laurel",
                                      .name = "Laurel",
                                      .document = std::string(demo_programme)},
                                     Instant{1'772'452'800'000}));
        ASSERT_TRUE(app::backup(shop, kept, {}));
    }
    int restore(const std::string& from, const std::string& to) {
        const std::array words{"vuelve",     "restore",  "--from", from.c_str(),
                               "--database", to.c_str(), "--json"};
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = run({restore_command()}, words.size(), words.data());
        testing::internal::GetCapturedStdout();
        err = testing::internal::GetCapturedStderr();
        return code;
    }
    static auto checksum(const std::string& database) {
        return app::verify(database).value().checksum;
    }
};

TEST_F(Restore, gives_the_shop_as_it_was_backed_up) {
    ASSERT_EQ(restore(kept, "sqlite:" + fresh), Done) << err;
    EXPECT_EQ(checksum("sqlite:" + fresh), checksum(shop));
    const auto service = app::Service::open({.database = "sqlite:" + fresh, .key_ring = keys});
    ASSERT_TRUE(service) << service.error().message;
    EXPECT_EQ((*service)->programmes().all().size(), 1U);
}

TEST_F(Restore, never_overwrites) {
    const auto before = checksum(shop);
    EXPECT_EQ(restore(kept, shop), Failed);
    EXPECT_THAT(err, HasSubstr("never overwrites"));
    EXPECT_EQ(checksum(shop), before);
}

// SQLite would read it into whatever database lies beside it.
TEST_F(Restore, refuses_a_log_that_an_old_database_left) {
    std::filesystem::create_directories(folder / "new");
    std::ofstream(fresh + "-wal") << "left";
    EXPECT_EQ(restore(kept, "sqlite:" + fresh), Failed);
    EXPECT_THAT(err, HasSubstr("-wal is there"));
}

TEST_F(Restore, leaves_nothing_of_a_backup_that_is_damaged_or_none) {
    {
        std::fstream file(kept, std::ios::in | std::ios::out | std::ios::binary);
        for (int page = 1; page < 20; ++page) {  // their heads; what is free may be anything
            file.seekp(page * 4096);
            file << std::string(64, 'x');
        }
    }
    EXPECT_EQ(restore(kept, "sqlite:" + fresh), Failed);
    EXPECT_FALSE(std::filesystem::exists(fresh)) << err;
    EXPECT_FALSE(std::filesystem::exists(fresh + ".part"));
    std::ofstream(folder / "words.txt") << "no database at all";
    EXPECT_EQ(restore((folder / "words.txt").string(), "sqlite:" + fresh), Failed);
    EXPECT_EQ(restore((folder / "nothing.db").string(), "sqlite:" + fresh), Failed);
    EXPECT_FALSE(std::filesystem::exists(fresh));
}

// Sound as a file, but not as a ledger: whoever changed a row is found before tills sell on it.
TEST_F(Restore, refuses_a_ledger_that_does_not_hold) {
    {
        const auto changed =
            storage::open_database("sqlite:" + kept, storage::DatabaseUse::Existing);
        storage::write(*changed, [](storage::Transaction& tx) {
            tx.exec_script(
                "insert into wallet (bucket, tenant_id, holder_id, currency, available) "
                "select 77, tenant_id, 77, 1, 500 from tenant");
        });
    }
    EXPECT_EQ(restore(kept, "sqlite:" + fresh), Failed);
    EXPECT_THAT(err, HasSubstr("not sound"));
    EXPECT_FALSE(std::filesystem::exists(fresh));
}

TEST_F(Restore, is_for_files) {
    EXPECT_EQ(restore(kept, "postgres://nobody@localhost/none"), Failed);
    EXPECT_THAT(err, HasSubstr("sqlite:FILE"));
}

}  // namespace
}  // namespace vuelve::cli
