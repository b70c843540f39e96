#include "storage/vault.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "storage/testing.h"

namespace vuelve::storage {
namespace {

constexpr HolderId ana{1001};
constexpr HolderId luis{1002};

struct Sealed : testing::Test {
    KeyRing ring = KeyRing::temporary();
    Vault vault{ring, 1};
    DataKey key = Vault::new_data_key();
    Bytes sealed = vault.seal(key, {ana, "name", 3}, "Ana Torres");

    std::optional<Trouble> opening(const Vault& by,
                                   const DataKey& with,
                                   const FieldPlace& place,
                                   BytesView value) {
        return trouble_of([&] { by.open(with, place, value); });
    }
};

TEST_F(Sealed, opens_in_its_own_place) {
    EXPECT_EQ(vault.open(key, {ana, "name", 3}, sealed), "Ana Torres");
    EXPECT_EQ(vault.open(key, {ana, "name", 1}, vault.seal(key, {ana, "name", 1}, "")), "");
}

TEST_F(Sealed, opens_nowhere_else) {
    EXPECT_EQ(opening(vault, key, {luis, "name", 3}, sealed), Trouble::Corrupt);
    EXPECT_EQ(opening(vault, key, {ana, "address", 3}, sealed), Trouble::Corrupt);
    EXPECT_EQ(opening(vault, key, {ana, "name", 2}, sealed), Trouble::Corrupt)
        << "an old value put back";
    EXPECT_EQ(opening(vault, Vault::new_data_key(), {ana, "name", 3}, sealed), Trouble::Corrupt);
    EXPECT_EQ(opening(Vault(ring, 2), key, {ana, "name", 3}, sealed), Trouble::Corrupt)
        << "another tenant";
}

TEST_F(Sealed, notices_every_changed_or_missing_byte) {
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        Bytes changed = sealed;
        changed[at] ^= 1;
        EXPECT_NE(opening(vault, key, {ana, "name", 3}, changed), std::nullopt) << at;
        EXPECT_NE(opening(vault, key, {ana, "name", 3}, BytesView(sealed).first(at)), std::nullopt)
            << at;
    }
}

TEST_F(Sealed, never_looks_the_same_twice) {
    EXPECT_NE(vault.seal(key, {ana, "name", 3}, "Ana Torres"), sealed);
}

TEST_F(Sealed, data_keys_are_wrapped_for_one_member_of_one_tenant) {
    const Bytes wrapped = vault.wrap(ana, key);
    EXPECT_EQ(vault.unwrap(ana, wrapped).key.bytes, key.key.bytes);
    EXPECT_EQ(trouble_of([&] { vault.unwrap(luis, wrapped); }), Trouble::Corrupt);
    EXPECT_EQ(trouble_of([&] { Vault(ring, 2).unwrap(ana, wrapped); }), Trouble::Corrupt);
    EXPECT_EQ(trouble_of([&] { Vault(KeyRing::temporary(), 1).unwrap(ana, wrapped); }),
              Trouble::Corrupt);
}

TEST_F(Sealed, secrets_belong_to_their_row) {
    const Bytes secret = vault.seal_secret("totp", 5, "JBSWY3DP");
    EXPECT_EQ(vault.open_secret("totp", 5, secret), "JBSWY3DP");
    EXPECT_EQ(trouble_of([&] { vault.open_secret("totp", 6, secret); }), Trouble::Corrupt);
    EXPECT_EQ(trouble_of([&] { vault.open_secret("mail", 5, secret); }), Trouble::Corrupt);
}

TEST(VaultKeys, of_an_older_ring_still_open_and_a_ring_without_the_new_one_says_so) {
    const TestFolder folder;
    const auto file = folder / "keys";
    const auto load = [&](const std::string& text) {
        std::ofstream(file) << text;
        ::chmod(file.c_str(), 0600);
        return KeyRing::load(file, "");
    };
    const std::string first = "1 " + std::string(64, 'a') + "\n";
    const Vault before(load(first), 1);
    const Vault after(load(first + "2 " + std::string(64, 'b') + "\n"), 1);
    const DataKey key = Vault::new_data_key();

    EXPECT_EQ(after.unwrap(ana, before.wrap(ana, key)).key.bytes, key.key.bytes);
    EXPECT_EQ(after.key_no(), 2);
    EXPECT_EQ(trouble_of([&] { before.unwrap(ana, after.wrap(ana, key)); }), Trouble::Keys);
    EXPECT_EQ(after.blind_index("phone", "+593991234321"),
              before.blind_index("phone", "+593991234321"));
}

TEST(VaultHashes, depend_on_every_part_and_on_the_tenant) {
    const KeyRing ring = KeyRing::temporary();
    const Vault vault(ring, 1);
    const Vault other(ring, 2);
    EXPECT_EQ(vault.blind_index("phone", "+5931"), Vault(ring, 1).blind_index("phone", "+5931"));
    EXPECT_NE(vault.blind_index("phone", "+5931"), vault.blind_index("card", "+5931"));
    EXPECT_NE(vault.blind_index("phone", "x"), vault.blind_index("phon", "ex"));
    EXPECT_NE(vault.blind_index("phone", "+5931"), other.blind_index("phone", "+5931"));
    EXPECT_NE(vault.key_hash(1, "A-1"), vault.key_hash(2, "A-1"));
    EXPECT_NE(vault.request_hash("{}"), other.request_hash("{}"));
    EXPECT_NE(vault.code_hash("A"), vault.code_hash("B"));
}

TEST(Chain, depends_on_what_came_before) {
    const Hash16 start{};
    const auto row = crypto::bytes_of(std::string_view("row"));
    const Hash16 one = chain_link(start, row);
    EXPECT_EQ(one, chain_link(start, row));
    EXPECT_NE(one, chain_link(one, row));
    // Reckoned by another implementation (length, bytes, length, bytes): stored chains must stay
    // verifiable.
    EXPECT_EQ(crypto::to_hex(one), "7dac08dfb7d064c79d8b22a7e4cc270e");
}

}  // namespace
}  // namespace vuelve::storage
