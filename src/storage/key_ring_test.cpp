#include "storage/key_ring.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "storage/testing.h"

namespace vuelve::storage {
namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

TEST(KeyRingFile, is_for_its_owner_alone_and_gives_the_same_keys_again) {
    const TestFolder folder;
    const auto file = folder / "vuelve.keys";
    const KeyRing made = KeyRing::create(file, folder / "data");
    struct stat status{};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    const KeyRing loaded = KeyRing::load(file, folder / "data");
    EXPECT_EQ(made.derive(1, KeyPurpose::Pii, 1).bytes, loaded.derive(1, KeyPurpose::Pii, 1).bytes);
}

TEST(KeyRingFile, is_never_overwritten) {
    const TestFolder folder;
    KeyRing::create(folder / "vuelve.keys", "");
    const std::string before = text_of(folder / "vuelve.keys");
    EXPECT_EQ(trouble_of([&] { KeyRing::create(folder / "vuelve.keys", ""); }), Trouble::Keys);
    EXPECT_EQ(text_of(folder / "vuelve.keys"), before);
}

TEST(KeyRingFile, that_others_can_read_is_refused) {
    const TestFolder folder;
    const auto file = folder / "vuelve.keys";
    KeyRing::create(file, "");
    for (const mode_t mode : {0640U, 0604U, 0620U}) {
        ::chmod(file.c_str(), mode);
        EXPECT_EQ(trouble_of([&] { KeyRing::load(file, ""); }), Trouble::Keys) << mode;
    }
    ::chmod(file.c_str(), 0400);
    EXPECT_EQ(trouble_of([&] { KeyRing::load(file, ""); }), std::nullopt);
}

TEST(KeyRingFile, in_the_data_folder_is_refused) {
    const TestFolder folder;
    std::filesystem::create_directories(folder / "data" / "deep");
    EXPECT_EQ(
        trouble_of([&] { KeyRing::create(folder / "data" / "vuelve.keys", folder / "data"); }),
        Trouble::Keys);
    EXPECT_EQ(trouble_of([&] { KeyRing::create(folder / "data" / "deep" / "k", folder / "data"); }),
              Trouble::Keys);
    EXPECT_EQ(trouble_of(
                  [&] { KeyRing::create(folder / "data" / ".." / "data" / "k", folder / "data"); }),
              Trouble::Keys);
    EXPECT_EQ(trouble_of([&] { KeyRing::create(folder / "later" / "k", folder / "later/"); }),
              Trouble::Keys);
    EXPECT_EQ(trouble_of([&] { KeyRing::create(folder / "database.keys", folder / "data"); }),
              std::nullopt);
}

TEST(KeyRingFile, that_is_missing_or_damaged_is_named) {
    const TestFolder folder;
    EXPECT_EQ(trouble_of([&] { KeyRing::load(folder / "none", ""); }), Trouble::Keys);
    for (const char* text : {"", "# only a comment\n", "1 abcd\n", "2 ", "1 zz\n"}) {
        const auto file = folder / "keys";
        std::ofstream(file) << text;
        ::chmod(file.c_str(), 0600);
        EXPECT_EQ(trouble_of([&] { KeyRing::load(file, ""); }), Trouble::Keys) << text;
    }
}

TEST(KeyRing, keys_differ_by_tenant_purpose_and_master) {
    const TestFolder folder;
    const auto file = folder / "keys";
    std::ofstream(file) << "1 " << std::string(64, 'a') << "\n2 " << std::string(64, 'b') << "\n";
    ::chmod(file.c_str(), 0600);
    const KeyRing ring = KeyRing::load(file, "");
    EXPECT_EQ(ring.newest(), 2);
    const auto key = ring.derive(1, KeyPurpose::Pii, 1).bytes;
    EXPECT_NE(key, ring.derive(2, KeyPurpose::Pii, 1).bytes);
    EXPECT_NE(key, ring.derive(1, KeyPurpose::Index, 1).bytes);
    EXPECT_NE(key, ring.derive(1, KeyPurpose::Pii, 2).bytes);
    EXPECT_EQ(trouble_of([&] { ring.derive(1, KeyPurpose::Pii, 3); }), Trouble::Keys);
}

}  // namespace
}  // namespace vuelve::storage
