#include "codec/voucher_json.h"

#include "codec/json.h"
#include "codec/json_writer.h"

namespace vuelve {
namespace {

std::int64_t number(const Json* json) {
    const auto* whole = json ? json->get_if<std::int64_t>() : nullptr;
    return whole ? *whole : 0;
}

std::string text_of(const Json* json) {
    const auto* text = json ? json->get_if<std::string>() : nullptr;
    return text ? *text : "";
}

}  // namespace

std::string encode_voucher_detail(const Voucher& voucher) {
    JsonWriter writer;
    writer.begin_object();
    if (!voucher.purchase.empty()) writer.member("purchase", voucher.purchase);
    if (!voucher.used_in.empty()) writer.member("used_in", voucher.used_in);
    if (voucher.redemption.value != 0) writer.member("redemption", voucher.redemption.value);
    if (!voucher.cost.empty()) {
        writer.member("currency", voucher.cost_currency.value)
            .member("brand", voucher.cost_brand.value);
        writer.key("cost").begin_array();
        for (const LotUse& use : voucher.cost)
            writer.begin_array()
                .value(use.lot.value)
                .value(use.units)
                .value(use.refunded)
                .end_array();
        writer.end_array();
    }
    writer.end_object();
    return std::move(writer).text();
}

Result<Voucher> decode_voucher_detail(std::string_view text) {
    const Json json = TRY(parse_json(text));
    Voucher voucher{.purchase = text_of(json.find("purchase")),
                    .used_in = text_of(json.find("used_in")),
                    .cost = {}};
    voucher.redemption = RedemptionId{number(json.find("redemption"))};
    voucher.cost_currency = CurrencyId{static_cast<std::int32_t>(number(json.find("currency")))};
    voucher.cost_brand = BrandId{static_cast<std::int32_t>(number(json.find("brand")))};
    const Json* cost = json.find("cost");
    const auto* uses = cost ? cost->get_if<Json::Array>() : nullptr;
    for (const Json& use : uses ? *uses : Json::Array{}) {
        const auto* parts = use.get_if<Json::Array>();
        if (!parts || parts->size() != 3)
            return refuse(ErrorCode::InternalError, "a voucher's detail cannot be read");
        voucher.cost.push_back({LotId{number(&(*parts)[0])}, Units{number(&(*parts)[1])},
                                Units{number(&(*parts)[2])}});
    }
    return voucher;
}

}  // namespace vuelve
