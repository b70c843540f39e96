#include "storage/config_store.h"

#include <gtest/gtest.h>

#include "storage/api_key_store.h"
#include "storage/product_store.h"
#include "storage/testing.h"

namespace vuelve::storage {
namespace {

constexpr ProgrammeKey laurel{1, 10};

struct Configuration : testing::Test {
    std::unique_ptr<Database> database = migrated_database();
    Configuration() {
        write(*database, [](Transaction& tx) {
            add_tenant(tx, {.tenant_id = 1,
                            .code = "laurel",
                            .name = "Abarrotes Laurel",
                            .created_at = Instant{5}});
            add_programme(tx, {laurel, "CLUB", 0});
        });
    }
    int draft(std::string_view document) {
        return write(*database, [&](Transaction& tx) {
            return save_draft(tx, laurel, document, "ana", Instant{6});
        });
    }
    Result<void> publish(int version) {
        return write(*database, [&](Transaction& tx) {
            return publish_version(tx, laurel, version, "luis", Instant{77});
        });
    }
};

TEST_F(Configuration, keeps_tenants_and_programmes) {
    write(*database, [](Transaction& tx) { set_tenant_settings(tx, 1, R"({"four_eyes":"on"})"); });
    const auto snapshot = database->snapshot();
    const auto tenants = load_tenants(*snapshot);
    ASSERT_EQ(tenants.size(), 1U);
    EXPECT_EQ(tenants[0].name, "Abarrotes Laurel");
    EXPECT_EQ(tenants[0].settings, R"({"four_eyes":"on"})");
    EXPECT_EQ(tenants[0].created_at, Instant{5});
    const auto programmes = load_programmes(*snapshot);
    ASSERT_EQ(programmes.size(), 1U);
    EXPECT_EQ(programmes[0].key, laurel);
}

TEST_F(Configuration, refuses_a_code_twice_and_a_programme_without_tenant) {
    EXPECT_EQ(trouble_of([&] {
                  write(*database,
                        [](Transaction& tx) { add_programme(tx, {{1, 11}, "CLUB", 0}); });
              }),
              Trouble::Duplicate);
    EXPECT_EQ(trouble_of([&] {
                  write(*database, [](Transaction& tx) { add_programme(tx, {{9, 11}, "X", 0}); });
              }),
              Trouble::Constraint);
}

TEST_F(Configuration, a_draft_is_changed_until_it_is_published) {
    EXPECT_EQ(draft("{1}"), 1);
    EXPECT_EQ(draft("{2}"), 1);
    ASSERT_TRUE(publish(1));
    EXPECT_EQ(draft("{3}"), 2);
    ASSERT_TRUE(publish(2));

    const auto snapshot = database->snapshot();
    EXPECT_EQ(load_programmes(*snapshot)[0].published_version, 2);
    const auto history = programme_history(*snapshot, laurel);
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].version, 2);
    EXPECT_EQ(history[0].state, VersionState::Published);
    EXPECT_EQ(history[0].published_at, Instant{77});
    EXPECT_EQ(history[0].steps.approver, "luis");
    EXPECT_EQ(history[1].state, VersionState::Superseded);
    const auto first = load_version(*snapshot, laurel, 1);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->document, "{2}");
    EXPECT_EQ(first->content_hash, crypto::sha256(crypto::bytes_of("{2}")));
    EXPECT_FALSE(load_version(*snapshot, laurel, 3));
}

TEST_F(Configuration, only_a_draft_is_published) {
    EXPECT_EQ(publish(1).error().code, ErrorCode::NotFound);
    draft("{}");
    ASSERT_TRUE(publish(1));
    EXPECT_EQ(publish(1).error().code, ErrorCode::InvalidState);
}

TEST_F(Configuration, symbols_keep_their_numbers) {
    SymbolTable symbols;
    symbols.intern(SymbolKind::Currency, "PTS");
    symbols.intern(SymbolKind::Rule, "base");
    const auto append = [&] {
        return write(*database,
                     [&](Transaction& tx) { return append_symbols(tx, laurel, symbols); });
    };
    EXPECT_EQ(append(), 2);
    symbols.intern(SymbolKind::Currency, "PTS");
    symbols.intern(SymbolKind::Store, "PTS");
    EXPECT_EQ(append(), 1);
    EXPECT_EQ(append(), 0);

    const SymbolTable loaded = load_symbols(*database->snapshot(), laurel);
    EXPECT_EQ(loaded.all().size(), 3U);
    EXPECT_EQ(loaded.find(SymbolKind::Rule, "base"), 2);
    EXPECT_EQ(loaded.find(SymbolKind::Store, "PTS"), 3);
    EXPECT_EQ(load_symbols(*database->snapshot(), {1, 11}).all().size(), 0U);
}

TEST_F(Configuration, products_are_added_and_replaced) {
    const std::vector<Product> first{{"CAFE-250", "abarrotes/cafe", "Oro", "Café", 450, true},
                                     {"CIG-20", "tabaco", "", "", std::nullopt, true}};
    const std::vector<Product> second{
        {"CAFE-250", "abarrotes/cafe", "Oro", "Café molido", 475, false}};
    write(*database, [&](Transaction& tx) { upsert_products(tx, laurel, first); });
    write(*database, [&](Transaction& tx) { upsert_products(tx, laurel, second); });
    const auto products = load_products(*database->snapshot(), laurel);
    ASSERT_EQ(products.size(), 2U);
    EXPECT_EQ(products.at("CAFE-250"), second[0]);
    EXPECT_EQ(products.at("CIG-20"), first[1]);
}

TEST_F(Configuration, an_api_key_is_found_by_what_is_presented_and_ends) {
    const FreshApiKey fresh = make_api_key(ApiKeyMode::Live);
    EXPECT_EQ(fresh.text.size(), std::string("vlv_live_").size() + 16 + 1 + 43);
    write(*database, [&](Transaction& tx) {
        add_api_key(tx, {fresh.key_id,
                         laurel,
                         "pos-centro",
                         "Caja 1",
                         fresh.secret_hash,
                         {"points.earn"},
                         {"CENTRO"},
                         {},
                         Instant{1000},
                         ApiKeyState::Active});
    });

    const auto presented = read_api_key(fresh.text);
    ASSERT_TRUE(presented);
    auto found = find_api_key(*database->snapshot(), presented->key_id);
    ASSERT_TRUE(found);
    EXPECT_TRUE(crypto::equal(found->secret_hash, presented->secret_hash));
    EXPECT_EQ(found->programme, laurel);
    EXPECT_EQ(found->scopes, std::vector<std::string>{"points.earn"});
    EXPECT_EQ(found->stores, std::vector<std::string>{"CENTRO"});
    EXPECT_TRUE(found->valid_at(Instant{999}));
    EXPECT_FALSE(found->valid_at(Instant{1000}));

    const auto revoke = [&](std::int64_t tenant) {
        return write(*database,
                     [&](Transaction& tx) { return revoke_api_key(tx, tenant, fresh.key_id); });
    };
    EXPECT_FALSE(revoke(2)) << "another tenant's";
    EXPECT_TRUE(revoke(1));
    EXPECT_FALSE(revoke(1));
    EXPECT_EQ(list_api_keys(*database->snapshot(), laurel).at(0).state, ApiKeyState::Revoked);
}

TEST(ApiKeyText, that_is_not_one_is_refused_and_another_secret_differs) {
    const std::string text = make_api_key(ApiKeyMode::Test).text;
    EXPECT_TRUE(text.starts_with("vlv_test_"));
    for (const std::string& wrong :
         {std::string(), text.substr(1), text + "a", text.substr(0, text.size() - 1),
          "vlv_prod_" + text.substr(9)}) {
        EXPECT_FALSE(read_api_key(wrong)) << wrong;
    }
    std::string other = text;
    other.back() = other.back() == 'A' ? 'B' : 'A';
    EXPECT_FALSE(crypto::equal(read_api_key(other)->secret_hash, read_api_key(text)->secret_hash));
}

}  // namespace
}  // namespace vuelve::storage
