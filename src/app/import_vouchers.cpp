#include "app/import_vouchers.h"

#include <set>
#include <utility>

#include "app/asks.h"
#include "codec/operator_request.h"
#include "codec/request_format.h"
#include "codec/voucher_code.h"

namespace vuelve::app {
namespace {

constexpr int batch_max = 1000;

Result<std::string> decode_code(const Json& json) {
    return decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("code", out, text(1, voucher_code_length_max));
    });
}

class VoucherImporter {
 public:
    VoucherImporter(Service& service,
                    OpenProgramme& programme,
                    const VoucherImport& how,
                    const ImportWatch& watch)
        : service_(service), programme_(programme), how_(how), watch_(watch) {}

    ImportTotals run(RowSource& rows, const Columns* columns) {
        while (auto row = rows.next()) {
            ++totals_.rows;
            ++totals_.records;
            if (*row)
                take(**row, columns);
            else
                reject("UNREADABLE_ROW", row->error().fault);
            if (std::ssize(batch_) == batch_max) send();
            if (!totals_.stopped.empty()) break;
            if (totals_.rows % batch_max == 0) watch_.progress(totals_);
        }
        send();
        watch_.progress(totals_);
        return std::move(totals_);
    }

 private:
    void take(const Row& row, const Columns* columns) {
        std::string name = columns ? columns->theirs("code") : "code";
        std::string written(columns ? columns->text(row, "code") : "");
        auto body = columns ? Result<Json>(Json(Json::Object{{"code", Json(written)}}))
                            : parse_json(row.fields.front());
        auto code = body ? decode_code(*body) : std::unexpected(body.error());
        if (!code)
            return reject(literal(code.error().code),
                          {row.line, name, reason_of(code.error()), shown(written)});
        const std::string presented = presented_code(*code);
        if (!seen_.insert(presented).second)
            return reject("duplicate", {row.line, name, "it stands in the file twice", *code});
        auto reader = service_.database().fan_out();
        if (programme_.entitlements().is_code_known(*reader, presented)) {
            ++totals_.replayed;
            return;
        }
        ++totals_.accepted;
        batch_.push_back(presented);
    }

    void send() {
        if (batch_.empty() || how_.dry_run || !totals_.stopped.empty()) return batch_.clear();
        Json::Array codes;
        for (const std::string& code : batch_) codes.push_back(Json(code));
        auto request = decode_pool_codes(Json(Json::Object{{"codes", Json(std::move(codes))}}),
                                         how_.reward, how_.coupon);
        const Caller caller{.programme = programme_.key(), .owner = "import", .actor = "import"};
        Answer answer{.error = request ? std::optional<Error>{} : request.error()};
        // A code is known after its first batch, so no two batches begin with the same.
        if (request)
            answer = service_.engine().ask(
                ask_command(programme_, caller, std::move(*request), "codes/" + batch_.front()));
        if (answer.error) {
            totals_.stopped =
                std::string(literal(answer.error->code)) + " " + answer.error->message;
            totals_.accepted -= static_cast<std::int64_t>(batch_.size());
        }
        batch_.clear();
    }

    void reject(std::string_view reason, const RowFault& fault) {
        totals_.count_rejected(reason);
        watch_.rejected(fault);
    }

    Service& service_;
    OpenProgramme& programme_;
    const VoucherImport& how_;
    const ImportWatch& watch_;
    ImportTotals totals_;
    std::set<std::string> seen_;
    std::vector<std::string> batch_;
};

}  // namespace

ColumnNames voucher_columns() { return {.required = {"code"}, .known = {}}; }

ImportTotals import_vouchers(Service& service,
                             OpenProgramme& programme,
                             RowSource& rows,
                             const Columns* columns,
                             const VoucherImport& how,
                             const ImportWatch& watch) {
    return VoucherImporter(service, programme, how, watch).run(rows, columns);
}

}  // namespace vuelve::app
