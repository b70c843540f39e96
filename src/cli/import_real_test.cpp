#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/import_complete_journey.h"
#include "app/import_purchases.h"
#include "app/import_shop.h"
#include "app/upkeep.h"
#include "cli/import_table.h"
#include "codec/json.h"
#include "storage/testing.h"

namespace vuelve::cli {
namespace {

namespace fs = std::filesystem;

/// The folder of the data set; nothing where this machine has it not.
std::optional<fs::path> complete_journey() {
    const char* named = std::getenv("VUELVE_REAL_DATA");
    fs::path folder = fs::path(named == nullptr ? "../shared/data" : named) / "complete_journey";
    if (!fs::exists(folder / "transactions_h1.csv.gz")) return std::nullopt;
    return folder;
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

app::ImportTotals import_h1(app::Service& service, const fs::path& folder) {
    auto products = *open_table((folder / "products.csv.gz").string());
    auto catalogue =
        app::read_complete_journey_products(*products.rows, [](const auto&) { FAIL(); });
    auto table = *open_table((folder / "transactions_h1.csv.gz").string());
    auto format = app::CompleteJourney::open(*table.rows, {}, Zone::find("America/New_York"),
                                             *std::move(catalogue));
    auto key = service.programmes().find_code("MERCADO");
    return app::import_purchases(service.engine(), *service.programmes().find(*key), *table.rows,
                                 &*format, {.history = true, .enrol_unknown = true}, {});
}

Json whole(std::int64_t number) { return Json(Json::Value(number)); }

Json counts(const std::map<std::string, std::int64_t>& counted) {
    Json::Object object;
    for (const auto& [name, count] : counted) object.push_back({name, whole(count)});
    return Json(Json::Value(std::move(object)));
}

/// The keys of tests/real/expected.json's `totals`.
std::string summary(const app::ImportTotals& totals) {
    Json::Object object{{"rows", whole(totals.rows)},
                        {"records", whole(totals.records)},
                        {"accepted", whole(totals.accepted + totals.replayed)},
                        {"rejected", counts(totals.rejected)},
                        {"money", whole(totals.money)},
                        {"issued", counts(totals.issued)},
                        {"awards", counts(totals.awards)}};
    return canonical(Json(Json::Value(std::move(object))));
}

TEST(CompleteJourney, half_a_year_of_real_baskets_gives_the_known_answers_and_twice_the_same) {
    auto data = complete_journey();
    if (!data) GTEST_SKIP() << "complete_journey is not in $VUELVE_REAL_DATA";
    Json expected = *parse_json(text_of("tests/real/expected.json"));
    storage::TestFolder folder;
    const storage::LastingDatabase place(folder.path / "data" / "mercado.db");
    std::string database = place.name();
    app::NewShop shop{.database = database,
                      .key_ring = folder / "keys",
                      .code = "mercado",
                      .name = "Mercado",
                      .document = text_of("tests/real/complete_journey.programme.json")};
    auto service = app::create_shop(shop, Instant{1'483'228'800'000});
    ASSERT_TRUE(service) << service.error().message;

    auto first = import_h1(**service, *data);
    EXPECT_EQ(summary(first), canonical(*expected.find("totals")));
    EXPECT_EQ(first.enrolled, *expected.find("members")->get_if<std::int64_t>());
    EXPECT_EQ(first.accepted, 27'946);
    auto verified = app::verify(database);
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_TRUE(verified->is_sound());

    auto again = import_h1(**service, *data);
    EXPECT_EQ(summary(again), summary(first));
    EXPECT_EQ(again.accepted, 0);
    EXPECT_EQ(again.enrolled, 0);
    EXPECT_EQ(app::verify(database)->checksum, verified->checksum);
}

TEST(CompleteJourney, slugs_are_those_of_the_data_sets_page) {
    EXPECT_EQ(app::slug_of("MEAT-PCKGD"), "meat-pckgd");
    EXPECT_EQ(app::slug_of("CNTRL/STORE SUP"), "cntrl-store-sup");
    EXPECT_EQ(app::slug_of(" ELECT &PLUMBING "), "elect-plumbing");
    EXPECT_EQ(app::slug_of("--"), "");
    EXPECT_EQ(app::slug_of("ICE - CRUSHED/CUBED"), "ice-crushed-cubed");
}

}  // namespace
}  // namespace vuelve::cli
