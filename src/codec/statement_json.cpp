#include "codec/statement_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/request_format.h"

namespace vuelve {
namespace {

void write_frozen(JsonWriter& out, const Statement& statement) {
    const BrandUnits& units = statement.units;
    out.member("brand", statement.brand_code)
        .member("brand_name", statement.brand_name)
        .member("operator", statement.operator_name)
        .member("currency", statement.currency_code)
        .member("scale", statement.scale)
        .member("settlement", statement.is_bilateral ? "bilateral" : "pooled")
        .member("breakage_owner", statement.breakage_to_issuer ? "issuer" : "operator");
    out.key("money")
        .begin_object()
        .member("currency", statement.money_currency)
        .member("exponent", statement.money_exponent)
        .end_object();
    out.key("prices")
        .begin_object()
        .member("issue_price", format_decimal(statement.issue_price))
        .member("redeem_price", format_decimal(statement.redeem_price))
        .member("fee_percent", format_decimal(statement.fee_percent))
        .end_object();
    out.key("ledger")
        .begin_object()
        .member("earned", units.earned)
        .member("reversed", units.reversed)
        .member("redeemed", units.redeemed)
        .member("captured", units.captured)
        .member("refunded", units.refunded)
        .member("expired", units.expired)
        .member("issued_net", units.issued_net())
        .member("redeemed_net", units.redeemed_net())
        .end_object();
    out.key("pooled")
        .begin_object()
        .member("issue_due", statement.issue_due)
        .member("fee", statement.fee)
        .member("redeem_claim", statement.redeem_claim)
        .member("breakage_credit", statement.breakage_credit)
        .end_object();
    out.key("flows").begin_array();
    for (const StatementFlow& flow : statement.flows)
        out.begin_object()
            .member("issuer", flow.issuer)
            .member("redeemer", flow.redeemer)
            .member("points", flow.points)
            .member("amount", flow.amount)
            .end_object();
    out.end_array().key("adjustments").begin_array();
    for (const StatementAdjustment& one : statement.adjustments)
        out.begin_object()
            .member("statement", std::to_string(one.statement))
            .member("month", format_month(one.month))
            .member("amount", one.amount)
            .end_object();
    out.end_array().member("payable", statement.payable);
}

void read_month(const Cursor& at, int& out) {
    std::string written;
    text(7, 7)(at, written);
    auto first = written.size() == 7 ? parse_day(written + "-01") : std::nullopt;
    if (first)
        out = month_number(*first);
    else
        at.fault("wrong-format", "a month is written 2026-03");
}

void read_number(const Cursor& at, std::int64_t& out) {
    std::string written;
    text(1, 20)(at, written);
    if (at.faults.empty()) out = std::stoll(written);
}

WholeFormat signed_amount() { return whole(-amount_max, amount_max); }

void read_units(const Cursor& at, BrandUnits& out) {
    ObjectReader object(at);
    object.required("earned", out.earned, signed_amount());
    object.required("reversed", out.reversed, signed_amount());
    object.required("redeemed", out.redeemed, signed_amount());
    object.required("captured", out.captured, signed_amount());
    object.required("refunded", out.refunded, signed_amount());
    object.required("expired", out.expired, signed_amount());
    object.ignore_rest();
}

void read_flow(const Cursor& at, StatementFlow& out) {
    ObjectReader object(at);
    object.required("issuer", out.issuer, code());
    object.required("redeemer", out.redeemer, code());
    object.required("points", out.points, signed_amount());
    object.required("amount", out.amount, signed_amount());
}

void read_adjustment(const Cursor& at, StatementAdjustment& out) {
    ObjectReader object(at);
    object.required("statement", out.statement, read_number);
    object.required("month", out.month, read_month);
    object.required("amount", out.amount, signed_amount());
}

struct StatementSection {
    Statement& out;
};

void read_money(const Cursor& at, StatementSection& section) {
    ObjectReader object(at);
    object.required("currency", section.out.money_currency, text(1, 10));
    object.required("exponent", section.out.money_exponent, whole(0, 9));
}

void read_prices(const Cursor& at, StatementSection& section) {
    ObjectReader object(at);
    object.required("issue_price", section.out.issue_price, decimal(0, amount_max));
    object.required("redeem_price", section.out.redeem_price, decimal(0, amount_max));
    object.required("fee_percent", section.out.fee_percent, decimal(0, amount_max));
}

void read_pooled(const Cursor& at, StatementSection& section) {
    ObjectReader object(at);
    object.required("issue_due", section.out.issue_due, signed_amount());
    object.required("fee", section.out.fee, signed_amount());
    object.required("redeem_claim", section.out.redeem_claim, signed_amount());
    object.required("breakage_credit", section.out.breakage_credit, signed_amount());
}

void read_statement(const Cursor& at, Statement& out) {
    ObjectReader object(at);
    StatementSection section{out};
    std::string settlement, owner;
    object.required("brand", out.brand_code, code());
    object.required("brand_name", out.brand_name, text(0, 1000));
    object.required("operator", out.operator_name, text(0, 1000));
    object.required("currency", out.currency_code, code());
    object.required("scale", out.scale, whole(0, 9));
    object.required("settlement", settlement, text(1, 20));
    object.required("breakage_owner", owner, text(1, 20));
    object.required("money", section, read_money);
    object.required("prices", section, read_prices);
    object.required("ledger", out.units, read_units);
    object.required("pooled", section, read_pooled);
    object.required("flows", out.flows, list(read_flow, 100'000));
    object.required("adjustments", out.adjustments, list(read_adjustment, 100'000));
    object.required("payable", out.payable, signed_amount());
    out.is_bilateral = settlement == "bilateral";
    out.breakage_to_issuer = owner == "issuer";
}

/// "-12.50" of -1250 with two places.
std::string plain_number(std::int64_t value, int places) {
    const std::int64_t one = power_of_ten(places), size = value < 0 ? -value : value;
    const std::string whole = (value < 0 ? "-" : "") + std::to_string(size / one);
    return places == 0 ? whole : fmt::format("{}.{:0{}}", whole, size % one, places);
}

class StatementCsv {
 public:
    std::string text() && { return std::move(text_); }

    void add(const Statement& statement) {
        const BrandUnits& units = statement.units;
        line(statement, "earned", {}, units.earned, {});
        line(statement, "reversed", {}, units.reversed, {});
        line(statement, "redeemed", {}, units.redeemed, {});
        line(statement, "captured", {}, units.captured, {});
        line(statement, "refunded", {}, units.refunded, {});
        line(statement, "expired", {}, units.expired, {});
        if (!statement.is_bilateral) {
            line(statement, "issue_due", {}, units.issued_net(), statement.issue_due);
            line(statement, "fee", {}, {}, statement.fee);
            line(statement, "redeem_claim", {}, units.redeemed_net(), -statement.redeem_claim);
            line(statement, "breakage_credit", {}, units.expired, -statement.breakage_credit);
        }
        for (const StatementFlow& flow : statement.flows) {
            const bool pays = flow.issuer == statement.brand_code;
            line(statement, "flow", flow, flow.points, pays ? flow.amount : -flow.amount);
        }
        for (const StatementAdjustment& one : statement.adjustments)
            line(statement, "adjustment", {}, {}, one.amount);
        line(statement, "payable", {}, {}, statement.payable);
    }

 private:
    void line(const Statement& statement,
              std::string_view name,
              const StatementFlow& flow,
              std::optional<Units> points,
              std::optional<Minor> amount) {
        text_ += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", statement.id,
                             format_month(statement.month), statement.brand_code,
                             statement.currency_code, name_of(statement.state), name, flow.issuer,
                             flow.redeemer, points ? plain_number(points->n, statement.scale) : "",
                             amount ? plain_number(amount->n, statement.money_exponent) : "",
                             statement.money_currency);
    }

    // Codes, names of ours and numbers: nothing in it needs quotes.
    std::string text_ =
        "statement,month,brand,currency,state,line,issuer,redeemer,points,amount,money\r\n";
};

}  // namespace

std::string encode_statement(const Statement& statement) {
    JsonWriter out;
    write_frozen(out.begin_object(), statement);
    return std::move(out.end_object()).text();
}

Result<Statement> decode_statement(std::string_view body) {
    auto json = parse_json(body);
    auto statement = json ? decode_body<Statement>(*json, read_statement)
                          : Result<Statement>(std::unexpected(Error{}));
    if (!statement) return refuse(ErrorCode::InternalError, "a stored statement is not readable");
    return statement;
}

void write_statement(JsonWriter& out, const Statement& statement, bool ties) {
    out.begin_object()
        .member("statement", std::to_string(statement.id))
        .member("month", format_month(statement.month))
        .member("state", name_of(statement.state))
        .member("issued_at", statement.issued_at);
    write_frozen(out, statement);
    out.member("ties", ties).key("history").begin_array();
    for (const StatementStep& step : statement.steps) {
        out.begin_object()
            .member("state", name_of(step.state))
            .member("at", step.at)
            .member("actor", step.actor);
        if (!step.reason.empty()) out.member("reason", step.reason);
        if (step.state == StatementState::Corrected) out.member("amount", step.amount);
        out.end_object();
    }
    out.end_array();
    if (statement.state == StatementState::Corrected) {
        out.key("corrected_in");
        if (statement.corrected_in != 0)
            out.value(std::to_string(statement.corrected_in));
        else
            out.null();
    }
    out.end_object();
}

std::string statements_csv(std::span<const Statement> statements) {
    StatementCsv csv;
    for (const Statement& statement : statements) csv.add(statement);
    return std::move(csv).text();
}

Result<std::string> decode_dispute(const Json& json) {
    return decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("reason", out, text(1, 2000));
    });
}

Result<StatementCorrection> decode_correction(const Json& json) {
    return decode_body<StatementCorrection>(json, [](const Cursor& at, StatementCorrection& out) {
        ObjectReader object(at);
        object.required("amount", out.amount, signed_amount());
        object.required("reason", out.reason, text(1, 2000));
        if (at.faults.empty() && out.amount.n == 0)
            object.fault("amount", "out-of-range", "a correction is not zero");
    });
}

Result<StatementsAsked> decode_statements_asked(const Json& json) {
    return decode_body<StatementsAsked>(json, [](const Cursor& at, StatementsAsked& out) {
        ObjectReader object(at);
        object.required("currency", out.currency, code());
        object.required("month", out.month, read_month);
    });
}

}  // namespace vuelve
