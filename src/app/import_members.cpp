#include "app/import_members.h"

#include <set>
#include <utility>

#include "app/import_json.h"
#include "codec/request_format.h"

namespace vuelve::app {
namespace {

constexpr std::string_view identity_columns[] = {"external", "phone", "email", "card"};

struct Opening {
    Units points{};
    std::optional<Day> last_day;
};

/// One member as its row says it.
struct MemberRow {
    EnrolmentRequest request;
    std::optional<Instant> enrolled_at;
    std::map<std::string, Opening> opening;
};

/// `consent_marketing_sms` -> marketing, sms; `consent_third_party` -> third_party, none.
Json consent_of(std::string_view column, bool given, std::string_view text_version) {
    std::string_view rest = column.substr(std::string_view("consent_").size());
    Json::Object consent;
    constexpr std::string_view marketing = "marketing_";
    if (rest.starts_with(marketing)) {
        consent.push_back({"purpose", to_json("marketing")});
        consent.push_back({"channel", to_json(rest.substr(marketing.size()))});
    } else {
        consent.push_back({"purpose", to_json(rest)});
    }
    consent.push_back({"given", Json(Json::Value(given))});
    consent.push_back({"text_version", to_json(text_version)});
    consent.push_back({"source", to_json("import")});
    return to_json(std::move(consent));
}

Json::Array consents_of(RowFields& fields, const Columns& columns) {
    Json::Array consents;
    for (const auto& column : columns.starting("consent_")) {
        if (column == "consent_text_version") continue;
        auto given = fields.truth(column);
        if (given) {
            consents.push_back(consent_of(column, *given, fields.required("consent_text_version")));
        }
    }
    return consents;
}

/// The body of an enrolment (contract.md 6) that a row of a table stands for.
Json body_of(RowFields& fields, const Columns& columns) {
    Json::Object body;
    Json::Array identities;
    for (std::string_view kind : identity_columns) {
        if (auto value = fields.text(kind); !value.empty()) {
            identities.push_back(to_json(std::string(kind) + ":" + std::string(value)));
        }
    }
    if (identities.empty()) fields.fault("external", "a member has one identity at least");
    body.push_back({"identities", to_json(std::move(identities))});
    for (const char* name : {"name", "birth_date", "home_store", "language"}) {
        if (auto value = fields.text(name); !value.empty()) body.push_back({name, to_json(value)});
    }
    Json::Object attributes;
    for (const auto& column : columns.starting("attribute_")) {
        if (auto value = fields.text(column); !value.empty()) {
            attributes.push_back(
                {column.substr(std::string_view("attribute_").size()), to_json(value)});
        }
    }
    if (!attributes.empty()) {
        body.push_back({"attributes", to_json(std::move(attributes))});
    }
    body.push_back({"consents", Json(Json::Value(consents_of(fields, columns)))});
    return to_json(std::move(body));
}

std::map<std::string, Opening> opening_of(RowFields& fields, const Programme& programme) {
    std::map<std::string, Opening> opening;
    for (const auto& currency : programme.document().currencies) {
        auto points = fields.points(currency.code, currency.scale);
        auto last_day = fields.day(currency.code + "_last_day");
        if (points && points->n != 0) opening[currency.code] = {*points, last_day};
    }
    return opening;
}

/// Takes `enrolled_at` and `opening` out of a JSON body; the rest is an enrolment's.
Result<MemberRow> read_body(const Json& json, std::string_view region) {
    const auto* members = json.get_if<Json::Object>();
    if (members == nullptr) return refuse(ErrorCode::ValidationFailed, "expects an object");
    Json::Object enrolment, rest;
    for (const auto& member : *members) {
        bool ours = member.name == "enrolled_at" || member.name == "opening";
        (ours ? rest : enrolment).push_back(member);
    }
    MemberRow row;
    row.request = TRY(decode_enrolment(to_json(std::move(enrolment)), region));
    auto opening = [](const Cursor& at, Opening& out) {
        ObjectReader object(at);
        object.required("points", out.points, whole(-amount_max, amount_max));
        object.optional("last_day", out.last_day, day);
    };
    auto decode = [&](const Cursor& at, MemberRow& out) {
        ObjectReader object(at);
        object.optional("enrolled_at", out.enrolled_at, instant);
        object.optional("opening", out.opening, table(opening, 50));
    };
    MemberRow extra = TRY(decode_body<MemberRow>(to_json(std::move(rest)), decode));
    row.enrolled_at = extra.enrolled_at;
    row.opening = std::move(extra.opening);
    return row;
}

class MemberImporter {
 public:
    MemberImporter(Engine& engine,
                   const OpenProgramme& programme,
                   const Columns* columns,
                   const MemberImport& options,
                   const ImportWatch& watch)
        : programme_(programme),
          columns_(columns),
          options_(options),
          watch_(watch),
          feed_(engine, options.run.pace) {}

    ImportTotals run(RowSource& rows) {
        take_rows(rows, feed_, totals_, watch_, [this](const auto& row) {
            if (!row) return reject("UNREADABLE_ROW", row.error().fault);
            columns_ != nullptr ? take_row(*row) : take_json(*row);
        });
        return std::move(totals_);
    }

 private:
    void take_row(const Row& row) {
        ++totals_.records;
        auto snapshot = programme_.snapshot();
        RowFields fields(row, *columns_, options_.format);
        MemberRow member;
        Json body = body_of(fields, *columns_);
        member.enrolled_at = fields.instant("enrolled_at");
        member.opening = opening_of(fields, *snapshot);
        if (fields.first_fault()) return reject("VALIDATION_FAILED", *fields.first_fault());
        auto request = decode_enrolment(body, programme_.region());
        if (!request) return reject_error(row, request.error());
        member.request = *std::move(request);
        send(row, std::move(member));
    }

    void take_json(const Row& row) {
        ++totals_.records;
        auto body = parse_json(row.fields.front());
        if (!body) return reject_error(row, body.error());
        auto member = read_body(*body, programme_.region());
        if (!member) return reject_error(row, member.error());
        if (member->request.identities.empty()) {
            return reject("VALIDATION_FAILED",
                          {row.line, "/identities", "a member has one identity at least", ""});
        }
        send(row, *std::move(member));
    }

    void send(const Row& row, MemberRow member) {
        if (!member.opening.empty() && !options_.run.may_adjust)
            return reject_error(row, Error{ErrorCode::InsufficientScope, "points.adjust"});
        const std::string& home_store = member.request.home_store;
        if (!home_store.empty() && !programme_.snapshot()->find_store(home_store))
            return reject_error(row, refuse_field("/home_store", "unknown-reference",
                                                  "no store has the code " + home_store)
                                         .error());
        const Identity first = member.request.identities.front();
        auto at = options_.history ? member.enrolled_at : std::nullopt;
        Instant enrolled_at = member.enrolled_at.value_or(options_.now);
        const std::vector<Identity> identities = member.request.identities;
        Ask enrol = ask_enrol(programme_, caller_, std::move(member.request), enrolled_at,
                              "enrol:" + format_identity(first));
        enrol.at = at;
        if (options_.run.dry_run) {
            auto seen = try_enrol(enrol, identities);
            if (!seen) return reject_error(row, seen.error());
            for (const auto& [currency, opening] : member.opening)
                try_opening(row, first, currency, opening);
            return;
        }
        auto seen = std::make_shared<Row>(row);
        feed_.add(std::move(enrol), [this, seen](const Answer& answer) {
            if (answer.outcome == Outcome::Rejected) return reject_error(*seen, *answer.error);
            ++(is_first(answer) ? totals_.accepted : totals_.replayed);
        });
        for (const auto& [currency, opening] : member.opening) {
            Ask ask = opening_ask(first, currency, opening);
            ask.at = at;
            feed_.add(std::move(ask), [this, seen, currency, opening](const Answer& answer) {
                if (answer.outcome == Outcome::Rejected) {
                    return reject(literal(answer.error->code),
                                  {seen->line, column(currency), reason_of(*answer.error), ""});
                }
                const bool is_new = is_first(answer);
                count_opening(currency, opening, is_new);
                if (is_new) watch_.opened(answer.receipt->txn, answer.receipt->member);
            });
        }
    }

    /// Brought by this run, and not by an earlier row of the file.
    bool is_first(const Answer& answer) {
        return options_.run.is_new(answer) && brought_.insert(answer.receipt->txn).second;
    }

    void count_opening(const std::string& currency, const Opening& opening, bool is_new) {
        totals_.issued[currency] += opening.points.n;
        totals_.ending[ending_of(currency, opening.last_day)] += opening.points.n;
        if (is_new) totals_.new_issued[currency] += opening.points.n;
    }

    Result<bool> try_enrol(const Ask& enrol, const std::vector<Identity>& identities) {
        bool is_known = false;
        if (options_.dry) {
            is_known = TRY(options_.dry->is_known(enrol));
            if (!is_known) TRY(options_.dry->enrol(identities));
        }
        ++(is_known ? totals_.replayed : totals_.accepted);
        return true;
    }

    void try_opening(const Row& row,
                     const Identity& member,
                     const std::string& currency,
                     const Opening& opening) {
        bool is_known = false;
        if (options_.dry) {
            const Ask ask = opening_ask(member, currency, opening);
            const auto fits = options_.dry->check_opening(std::get<Adjust>(ask.command.body));
            const auto known = fits ? options_.dry->is_known(ask) : fits;
            if (!known)
                return reject(literal(known.error().code),
                              {row.line, column(currency), reason_of(known.error()), ""});
            is_known = *known;
        }
        count_opening(currency, opening, !is_known);
    }

    Ask opening_ask(const Identity& member, const std::string& currency, const Opening& opening) {
        const std::string reference = format_identity(member);
        return ask_opening(
            options_.database, programme_, caller_, reference,
            {.currency = currency, .points = opening.points, .last_day = opening.last_day},
            currency + ":" + reference);
    }

    std::string column(std::string_view ours) const {
        return columns_ == nullptr ? std::string(ours) : columns_->theirs(ours);
    }

    void reject(std::string_view reason, const RowFault& fault) {
        totals_.count_rejected(reason);
        watch_.rejected(fault);
    }

    /// Our column for a place of the body: "/identities/1" is the second identity the row has.
    std::string column_of(const Row& row, std::string_view pointer) const {
        std::string_view last = pointer.substr(pointer.rfind('/') + 1);
        if (columns_ == nullptr || !pointer.starts_with("/identities/")) return std::string(last);
        int place = last.front() - '0';  // at most four
        for (std::string_view kind : identity_columns) {
            if (!columns_->text(row, kind).empty() && place-- == 0) return std::string(kind);
        }
        return "";
    }

    void reject_error(const Row& row, const Error& error) {
        std::string pointer = error.faults.empty() ? "" : error.faults.front().pointer;
        std::string name = column_of(row, pointer);
        std::string value;
        if (columns_ != nullptr) value = shown(columns_->text(row, name));
        reject(literal(error.code),
               {row.line, columns_ == nullptr ? pointer : column(name), reason_of(error), value});
    }

    const OpenProgramme& programme_;
    const Columns* columns_;
    const MemberImport& options_;
    const Caller caller_{programme_.key(), "import", options_.run.actor};
    const ImportWatch& watch_;
    std::set<TxnId> brought_;
    ImportTotals totals_;
    AskFeed feed_;  // last: its answers reach into all of the above
};

}  // namespace

std::string undo_key(TxnId opening) { return "undo:" + std::to_string(opening.value); }

Ask ask_opening(storage::Database* database,
                const OpenProgramme& programme,
                const Caller& caller,
                const std::string& member,
                Adjust adjust,
                const std::string& key) {
    adjust.reason = "opening";
    std::string free = "opening:" + key;
    const auto was_undone = [&] {
        auto reader = database->fan_out();
        const std::string owned = caller.owner + "/";
        const auto posted = programme.ledger().find(*reader, owned + free);
        return posted && programme.ledger().find(*reader, owned + undo_key(posted->txn));
    };
    while (database != nullptr && was_undone()) free += "+";
    return ask_adjust(programme, caller, {.adjust = std::move(adjust), .member = member}, free);
}

std::string ending_of(const std::string& currency, const std::optional<Day>& last_day) {
    return currency + ":" + (last_day ? format_day(*last_day).substr(0, 7) : "never");
}

ColumnNames member_columns(const Programme& programme) {
    ColumnNames names{
        .required = {},
        .known = {"external", "phone", "email", "card", "name", "birth_date", "home_store",
                  "language", "enrolled_at", "consent_*", "attribute_*"}};
    for (const auto& currency : programme.document().currencies) {
        names.known.push_back(currency.code);
        names.known.push_back(currency.code + "_last_day");
    }
    return names;
}

ImportTotals import_members(Engine& engine,
                            const OpenProgramme& programme,
                            RowSource& rows,
                            const Columns* columns,
                            const MemberImport& options,
                            const ImportWatch& watch) {
    return MemberImporter(engine, programme, columns, options, watch).run(rows);
}

}  // namespace vuelve::app
