#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "codec/answer_json.h"
#include "codec/programme_json.h"
#include "codec/purchase_json.h"
#include "domain/counting_fresh.h"
#include "domain/decide.h"

/// The demo shop of contract.md 5 and Ana, its customer of contract.md 6, through the real domain.
namespace vuelve {

inline void must_be_ok(const Decision& decision) {
    if (decision.outcome != Outcome::Ok) throw std::runtime_error("Ana's story does not begin");
}

inline std::string laurel_document() {
    std::ifstream file("src/codec/testdata/laurel.programme.json");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class LaurelShop {
 public:
    /// `replace` in the document's text becomes `with`.
    explicit LaurelShop(const std::string& replace = "", const std::string& with = "") {
        std::string text = laurel_document();
        if (!replace.empty()) text.replace(text.find(replace), replace.size(), with);
        auto document = decode_programme(text);
        if (!document) throw std::runtime_error(document.error().front().detail);
        if (auto faults = check(*document); !faults.empty())
            throw std::runtime_error(faults.front().detail);
        programme = Programme::compile(*document, symbols);
    }

    Decision run(CommandBody body, const std::string& at, const std::string& key) {
        Decision decision = decide(*programme, state, {.body = std::move(body), .key = key}, fresh,
                                   *parse_instant(at));
        Decision kept = decision;
        apply(state, decision);
        return kept;
    }
    /// A purchase or quote as its JSON body.
    Decision sell(const std::string& body, const std::string& at) {
        auto json = parse_json(body);
        bool quote = !json->find("id");
        auto request = decode_purchase(*json, quote ? PurchaseKind::Quote : PurchaseKind::Purchase);
        request->purchase.member = ana;
        request->purchase.quote = quote;
        return run(request->purchase, at, request->purchase.id);
    }
    void adjust(const std::string& currency, std::int64_t units) {
        Decision done = run(Adjust{.member = ana, .currency = currency, .points = Units{units}},
                            "2026-03-01T12:00:00Z", "adjust-" + currency);
        must_be_ok(done);
    }
    /// Ana before 10 March: 1,840 points, 6 stars, 412 credits, Plata; she has bought before.
    void enrol_ana() {
        Decision enrolled = run(Enrol{.holder = ana,
                                      .enrolled_at = *parse_instant("2026-01-12T15:30:00Z"),
                                      .birth_date = parse_day("1990-08-21")},
                                "2026-01-12T15:30:00Z", "enrol");
        must_be_ok(enrolled);
        Decision first = sell(R"({"id": "CENTRO-03-000001", "member": "x", "store": "CENTRO",
            "lines": [{"line": 1, "category": "tabaco", "quantity": 1, "unit_price": 350}],
            "tenders": [{"type": "cash", "amount": 350}]})",
                              "2026-01-20T15:30:00Z");
        must_be_ok(first);
        adjust("PTS", 1840);
        adjust("STARS", 6);
        adjust("STATUS", 412);
    }
    const Holder& member() const { return state.holders.at(ana); }

    SymbolTable symbols;
    std::shared_ptr<const Programme> programme;
    State state;
    CountingFresh fresh{1000};
    HolderId ana{470'000'000'000'000'012};  // not in the control group of MARTES_VERDE
};

/// The request of contract.md 6.
inline const std::string ana_buys =
    R"({"id": "CENTRO-03-000123", "member": "mbr_00C9VT4H2M8RAK", "proof": "prf_x",
 "occurred_at": "2026-03-10T18:05:00-05:00", "store": "CENTRO", "channel": "pos",
 "lines": [{"line": 1, "sku": "CAFE-250", "category": "abarrotes/cafe", "quantity": 2, "unit_price": 450},
  {"line": 2, "sku": "MANZ-ROJA", "category": "frescos/frutas", "quantity": "1.235", "unit_price": 260},
  {"line": 3, "sku": "CIG-20", "category": "tabaco", "quantity": 1, "unit_price": 350}],
 "tenders": [{"type": "points", "currency": "PTS", "points": 200, "amount": 40}, {"type": "cash", "amount": 1531}], "coupons": []})";
inline const std::string ana_buys_at = "2026-03-10T23:05:02Z";

}  // namespace vuelve
