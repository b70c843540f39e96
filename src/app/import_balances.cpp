#include "app/import_balances.h"

#include <set>
#include <utility>

#include "app/import_json.h"
#include "codec/request_format.h"

namespace vuelve::app {
namespace {

struct BalanceRow {
    std::string member, reference;
    Adjust adjust;
};

Result<BalanceRow> decode_balance(const Json& json) {
    return decode_body<BalanceRow>(json, [](const Cursor& at, BalanceRow& out) {
        ObjectReader object(at);
        object.required("member", out.member, member_text());
        object.required("currency", out.adjust.currency, code());
        object.required("points", out.adjust.points, whole(1, amount_max));
        object.optional("last_day", out.adjust.last_day, day);
        object.optional("earned_at", out.adjust.earned_at, instant);
        object.optional("brand", out.adjust.brand, code());
        object.optional("reference", out.reference, text(0, 64));
    });
}

class BalanceImporter {
 public:
    BalanceImporter(Engine& engine,
                    const OpenProgramme& programme,
                    const Columns* columns,
                    const BalanceImport& options,
                    const ImportWatch& watch)
        : programme_(programme),
          columns_(columns),
          options_(options),
          watch_(watch),
          feed_(engine, options.run.pace) {}

    ImportTotals run(RowSource& rows) {
        take_rows(rows, feed_, totals_, watch_, [this](const auto& row) {
            row ? take(*row) : reject("UNREADABLE_ROW", row.error().fault);
        });
        return std::move(totals_);
    }

 private:
    void take(const Row& row) {
        ++totals_.records;
        auto body = columns_ == nullptr ? parse_json(row.fields.front()) : body_of_row(row);
        if (!body) return reject_error(row, body.error());
        auto balance = decode_balance(*body);
        if (!balance) return reject_error(row, balance.error());
        if (!options_.run.may_adjust)
            return reject_error(row, Error{ErrorCode::InsufficientScope, "points.adjust"});
        const bool has_kind = balance->member.contains(':') || balance->member.starts_with("mbr_");
        if (!has_kind) balance->member = options_.member_kind + ":" + balance->member;
        send(row, *std::move(balance));
    }

    Result<Json> body_of_row(const Row& row) {
        RowFields fields(row, *columns_, options_.format);
        Json::Object body;
        for (const char* name : {"member", "currency", "brand", "reference"})
            if (const auto value = fields.text(name); !value.empty())
                body.push_back({name, to_json(value)});
        const auto snapshot = programme_.snapshot();
        const Currency* currency = snapshot->find_currency(fields.required("currency"));
        fields.required("points");
        if (const auto points = fields.points("points", currency ? currency->scale : 0))
            body.push_back({"points", Json(points->n)});
        if (const auto last_day = fields.day("last_day"))
            body.push_back({"last_day", to_json(format_day(*last_day))});
        if (const auto earned_at = fields.instant("earned_at"))
            body.push_back({"earned_at", to_json(format_instant(*earned_at))});
        if (const auto& fault = fields.first_fault())
            return refuse_field("/" + ours(fault->column), "wrong-format", fault->reason);
        return to_json(std::move(body));
    }

    /// Faults of fields bear the file's names; the rest of us speaks of our own.
    std::string ours(const std::string& theirs) const {
        for (const auto* names : {&balance_names_.required, &balance_names_.known})
            for (const std::string& name : *names)
                if (columns_->theirs(name) == theirs) return name;
        return theirs;
    }

    void send(const Row& row, BalanceRow balance) {
        const Adjust& adjust = balance.adjust;
        const std::string key = adjust.currency + ":" +
                                (adjust.last_day ? format_day(*adjust.last_day) : "") + ":" +
                                balance.reference + ":" + balance.member;
        Ask ask = ask_opening(options_.database, programme_, caller_, balance.member, adjust, key);
        auto seen = std::make_shared<const std::pair<Row, BalanceRow>>(row, balance);
        if (options_.run.dry_run) {
            const auto known = try_out(ask, balance);
            if (!known) return reject_error(row, known.error());
            return count(balance, !*known);
        }
        feed_.add(std::move(ask), [this, seen](const Answer& answer) {
            if (answer.outcome == Outcome::Rejected)
                return reject_error(seen->first, *answer.error);
            const bool is_new = options_.run.is_new(answer);
            count(seen->second, is_new);
            if (is_new) watch_.opened(answer.receipt->txn, answer.receipt->member);
        });
    }

    Result<bool> try_out(const Ask& ask, const BalanceRow& balance) {
        if (!options_.dry) return false;
        TRY(options_.dry->check_opening(balance.adjust));
        if (!options_.dry->has_member(balance.member)) return refuse(ErrorCode::UnknownMember);
        return options_.dry->is_known(ask);
    }

    void count(const BalanceRow& balance, bool is_new) {
        const auto& [currency, units] = std::pair(balance.adjust.currency, balance.adjust.points.n);
        ++(is_new ? totals_.accepted : totals_.replayed);
        totals_.issued[currency] += units;
        if (is_new) totals_.new_issued[currency] += units;
        totals_.ending[ending_of(currency, balance.adjust.last_day)] += units;
        if (members_.insert(std::hash<std::string>{}(balance.member)).second) ++totals_.members;
    }

    void reject(std::string_view reason, const RowFault& fault) {
        totals_.count_rejected(reason);
        watch_.rejected(fault);
    }

    /// The column that a refusal is about.
    static std::string_view name_in(const Error& error) {
        if (!error.faults.empty() && !error.faults.front().pointer.empty())
            return std::string_view(error.faults.front().pointer).substr(1);
        switch (error.code) {
            case ErrorCode::UnknownMember:
            case ErrorCode::MemberNotActive: return "member";
            case ErrorCode::ExpiryInPast: return "last_day";
            case ErrorCode::FutureDated: return "earned_at";
            case ErrorCode::Overflow: return "points";
            default: return "";
        }
    }

    void reject_error(const Row& row, const Error& error) {
        const std::string_view name = name_in(error);
        if (columns_ == nullptr)
            return reject(literal(error.code), {row.line, std::string(name), reason_of(error), ""});
        reject(literal(error.code), {row.line, columns_->theirs(name), reason_of(error),
                                     shown(columns_->text(row, name))});
    }

    const OpenProgramme& programme_;
    const Columns* columns_;
    const BalanceImport& options_;
    const ColumnNames balance_names_ = balance_columns();
    const Caller caller_{programme_.key(), "import", options_.run.actor};
    const ImportWatch& watch_;
    ImportTotals totals_;
    std::set<std::size_t> members_;  // hashes
    AskFeed feed_;                   // last: its answers reach into all of the above
};

}  // namespace

ColumnNames balance_columns() {
    return {.required = {"member", "currency", "points"},
            .known = {"last_day", "earned_at", "brand", "reference"}};
}

ImportTotals import_balances(Engine& engine,
                             const OpenProgramme& programme,
                             RowSource& rows,
                             const Columns* columns,
                             const BalanceImport& options,
                             const ImportWatch& watch) {
    return BalanceImporter(engine, programme, columns, options, watch).run(rows);
}

}  // namespace vuelve::app
