#include "codec/message_json.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

TEST(MessageVariables, come_back_as_they_were_kept) {
    Notice kept{.member = HolderId{16384 * 9 + 5}, .voucher = VoucherId{77}};
    kept.variables = {{"prize", std::string("CAFE")},
                      {"days_left", std::int64_t{20}},
                      {"points", NoticeAmounts{{"PTS", 119}, {"STARS", -1}}}};
    const std::string json = encode_variables(kept);
    Notice read{.member = kept.member};
    ASSERT_TRUE(decode_variables(json, read)) << json;
    EXPECT_EQ(read.variables, kept.variables);
    EXPECT_EQ(read.voucher, kept.voucher);
    EXPECT_EQ(encode_variables(read), json);
}

TEST(MessageVariables, that_are_not_ours_are_refused) {
    for (const char* text : {"", "[]", "{\"voucher\": \"vch_0\"}", "{\"points\": {\"PTS\": \"1\"}}",
                             "{\"late\": true}"}) {
        Notice notice;
        EXPECT_FALSE(decode_variables(text, notice)) << text;
    }
}

}  // namespace
}  // namespace vuelve
