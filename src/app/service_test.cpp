#include "app/service.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace vuelve::app {
namespace {

constexpr const char* document = R"({"schema": "vuelve-programme/1",
 "programme": {"code": "CAFE", "money": {"currency": "USD", "exponent": 2}},
 "brands": [{"code": "CAFE"}], "stores": [{"code": "UNO", "brand": "CAFE"}],
 "currencies": [{"code": "PTS", "kind": "points"}],
 "rules": [{"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]}]})";

TEST(Service, refuses_a_key_ring_that_was_not_made_with_the_data) {
    storage::TestFolder folder;
    const auto data = folder / "data", own = folder / "own.keys", other = folder / "other.keys";
    std::filesystem::create_directories(data);
    for (const auto& ring : {own, other}) ASSERT_TRUE(create_key_ring(ring, data));
    const storage::LastingDatabase place(data / "shop.db");
    const std::string& database = place.name();
    {
        auto service = Service::open({.database = database, .key_ring = own, .create = true});
        ASSERT_TRUE(service) << service.error().message;
        ASSERT_TRUE((*service)->programmes().create("cafe", "Café", document, "test", Instant{0}));
    }
    auto wrong = Service::open({.database = database, .key_ring = other});
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("does not belong to the data"), std::string::npos)
        << wrong.error().message;
    EXPECT_TRUE(Service::open({.database = database, .key_ring = own}));
}

TEST(ReadProgramme, names_wrong_references_beside_wrong_shapes) {
    auto read = read_programme(R"({"schema": "vuelve-programme/1",
 "programme": {"code": "CAFE", "time_zone": "Mars/Base", "money": {"currency": "USD", "exponent": 9}},
 "brands": [{"code": "CAFE"}], "stores": [{"code": "UNO", "brand": "NOPE"}],
 "currencies": [{"code": "PTS", "kind": "points"}],
 "rules": [{"id": "base", "effects": [{"type": "earn_base", "currency": "ZZZ", "points": "1", "per": 100}]}]})");
    ASSERT_FALSE(read);
    std::vector<std::string> pointers;
    for (const Fault& fault : read.error().faults) pointers.push_back(fault.pointer);
    EXPECT_EQ(pointers,
              (std::vector<std::string>{"/programme/money/exponent", "/programme/time_zone",
                                        "/stores/0/brand", "/rules/0/effects/0/currency"}));
}

}  // namespace
}  // namespace vuelve::app
