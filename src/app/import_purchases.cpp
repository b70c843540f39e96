#include "app/import_purchases.h"

#include <utility>

#include "app/asks.h"

namespace vuelve::app {
namespace {

/// The member of a body that an engine's refusal is about.
std::string_view pointer_of(const Error& error) {
    if (!error.faults.empty()) return error.faults.front().pointer;
    switch (error.code) {
        case ErrorCode::UnknownMember:
        case ErrorCode::MemberNotActive: return "/member";
        case ErrorCode::FutureDated:
        case ErrorCode::TooOld:
        case ErrorCode::BeforeEnrolment: return "/occurred_at";
        case ErrorCode::EmptyBasket: return "/lines";
        case ErrorCode::TenderMismatch: return "/tenders";
        default: return "/id";
    }
}

/// "/lines/2/sku" -> 2.
std::optional<std::size_t> line_of(std::string_view pointer) {
    constexpr std::string_view lines = "/lines/";
    if (!pointer.starts_with(lines)) return std::nullopt;
    std::size_t number = 0;
    for (char c : pointer.substr(lines.size())) {
        if (c < '0' || c > '9') break;
        number = number * 10 + static_cast<std::size_t>(c - '0');
    }
    return number;
}

class PurchaseImporter {
 public:
    PurchaseImporter(Engine& engine,
                     const OpenProgramme& programme,
                     const SaleFormat* format,
                     const PurchaseImport& options,
                     const ImportWatch& watch)
        : programme_(programme),
          format_(format),
          options_(options),
          watch_(watch),
          feed_(engine, options.run.pace) {}

    ImportTotals run(RowSource& rows) {
        const auto take = [this](auto& row) {
            if (format_ == nullptr)
                row ? take_json(*row) : reject_row(row.error().fault);
            else
                row ? take_row(*row) : take_bad_row(row.error());
        };
        take_rows(rows, feed_, totals_, watch_, take, [this] { give_out(true); });
        return std::move(totals_);
    }

 private:
    // Rows of lines

    void take_row(const Row& row) {
        auto sale = format_->read(row);
        std::string basket = format_->basket_of(row);
        if (!sale) {
            watch_.rejected(sale.error());
            refuse_ticket(basket, sale.error());
        } else if (auto disagrees = gatherer_.contradiction(*sale)) {
            watch_.rejected(*disagrees);
            refuse_ticket(basket, *disagrees);
        } else if (auto fault = gatherer_.add(*std::move(sale))) {
            reject_row(*fault);
        }
        if (unplaced_) refuse_ticket(basket, *std::exchange(unplaced_, std::nullopt));
        last_basket_ = std::move(basket);
        give_out(false);
    }

    /// A ticket that lacks a line would be another ticket, so the whole of it waits for a better
    /// file. A row that does not even tell its ticket may belong to those beside it.
    void take_bad_row(BadRow& bad) {
        watch_.rejected(bad.fault);
        std::string basket = format_->basket_of(Row{bad.fault.line, std::move(bad.fields)});
        if (!basket.empty()) return refuse_ticket(basket, bad.fault);
        if (!last_basket_.empty()) refuse_ticket(last_basket_, bad.fault);
        unplaced_ = bad.fault;
        totals_.count_rejected(unreadable);
    }

    void refuse_ticket(const std::string& basket, const RowFault& fault) {
        if (basket.empty()) {
            totals_.count_rejected(unreadable);
        } else {
            gatherer_.add_fault(basket, fault);
        }
    }

    void give_out(bool at_end) {
        while (auto sale = gatherer_.take(at_end)) {
            ++totals_.records;
            if (sale->fault) {  // its row is listed already
                totals_.count_rejected(unreadable);
                continue;
            }
            auto request = purchase_of(*sale);
            auto shared = std::make_shared<const Sale>(std::move(*sale));
            if (request) {
                send(*std::move(request),
                     [this, shared](const Error& error) { reject_sale(*shared, error); });
            } else {
                reject_sale(*shared, request.error());
            }
        }
    }

    void reject_sale(const Sale& sale, const Error& error) {
        totals_.count_rejected(literal(error.code));
        std::string_view pointer = pointer_of(error);
        auto place = line_of(pointer);
        bool has_row = place && *place < sale.lines.size();
        watch_.rejected({has_row ? sale.lines[*place].row_line : sale.first_line,
                         format_->column_of(pointer), reason_of(error),
                         pointer == "/member" ? sale.head.member : sale.id});
    }

    // Rows of JSON

    void take_json(const Row& row) {
        ++totals_.records;
        const std::string& text = row.fields.front();
        auto reject = [this, line = row.line](std::string value) {
            return [this, line, value = std::move(value)](const Error& error) {
                totals_.count_rejected(literal(error.code));
                std::string_view pointer = pointer_of(error);
                watch_.rejected({line, std::string(pointer), reason_of(error), shown(value)});
            };
        };
        auto body = parse_json(text);
        if (!body) return reject(text)(body.error());
        const Json* id = body->find("id");
        const auto* name = id == nullptr ? nullptr : id->get_if<std::string>();
        auto rejected = reject(name == nullptr ? text : *name);
        if (body->find("purchase") != nullptr) {
            auto command = decode_return(*body);
            if (!command) return rejected(command.error());
            auto at = command->occurred_at;
            return submit(ask_return(programme_, caller_, *std::move(command)), at, rejected);
        }
        auto request = decode_purchase(*body);
        if (!request) return rejected(request.error());
        send(*std::move(request), rejected);
    }

    void reject_row(const RowFault& fault) {
        totals_.count_rejected(unreadable);
        watch_.rejected(fault);
    }

    // Towards the engine

    using Rejected = std::function<void(const Error&)>;

    void send(PurchaseRequest request, Rejected rejected) {
        auto at = request.purchase.occurred_at;
        if (options_.run.dry_run && options_.dry) return quote(std::move(request), rejected);
        if (options_.enrol_unknown) enrol(request.member, at);
        submit(ask_purchase(programme_, caller_, std::move(request)), at, std::move(rejected));
    }

    /// What the ticket would give to the member as it stands now: what earlier tickets of the file
    /// bring towards levels and limits is not in it.
    void quote(PurchaseRequest request, const Rejected& rejected) {
        const auto known = options_.dry->is_known(ask_purchase(programme_, caller_, request));
        if (!known) return rejected(known.error());
        if (options_.enrol_unknown && !options_.dry->has_member(request.member)) {
            if (met_.insert(request.member).second) ++totals_.enrolled;
            ++totals_.accepted;
            Minor total = -request.purchase.basket_discount;
            for (const PurchaseLine& line : request.purchase.lines) total += line_total(line);
            totals_.money += total.n;
            totals_.new_money += total.n;
            return;
        }
        feed_.add(ask_quote(programme_, caller_, std::move(request)),
                  [this, rejected, is_new = !*known](const Answer& answer) {
                      if (answer.outcome == Outcome::Rejected)
                          rejected(*answer.error);
                      else
                          totals_.count_purchase(answer, is_new);
                  });
    }

    static Minor line_total(const PurchaseLine& line) {
        const Minor price = line.unit_price.value_or(Minor{0});
        const auto gross = multiply_divide(price.n, line.quantity, 1000, Rounding::HalfUp);
        return line.gross.value_or(Minor{gross.value_or(0)}) - line.discount;
    }

    void submit(Ask ask, std::optional<Instant> at, Rejected rejected) {
        if (options_.run.dry_run) {
            ++totals_.accepted;
            return;
        }
        if (options_.history) ask.at = at;
        feed_.add(std::move(ask), [this, rejected = std::move(rejected)](const Answer& answer) {
            if (answer.outcome == Outcome::Rejected) {
                rejected(*answer.error);
            } else {
                totals_.count_purchase(answer, options_.run.is_new(answer));
            }
        });
    }

    void enrol(const std::string& member, std::optional<Instant> at) {
        if (options_.run.dry_run || !at || !met_.insert(member).second) return;
        auto identity = parse_identity(member, programme_.region());
        if (!identity || identity->kind != IdentityKind::External) return;
        EnrolmentRequest request;
        request.identities.push_back(*identity);
        Ask ask = ask_enrol(programme_, caller_, std::move(request), *at, "enrol:" + member);
        if (options_.history) ask.at = at;
        // Refused = somebody has that identity, whoever enrolled them: just what we want.
        feed_.add(std::move(ask), [this](const Answer& answer) {
            if (answer.outcome == Outcome::Ok) ++totals_.enrolled;
        });
    }

    static constexpr std::string_view unreadable = "UNREADABLE_ROW";

    const OpenProgramme& programme_;
    const SaleFormat* format_;
    const PurchaseImport& options_;
    const Caller caller_{programme_.key(), "import", options_.run.actor};
    const ImportWatch& watch_;
    ImportTotals totals_;
    SaleGatherer gatherer_;
    std::string last_basket_;
    std::optional<RowFault> unplaced_;  // a bad row whose ticket may be the next row's
    std::set<std::string> met_;
    AskFeed feed_;  // last: it waits for answers, which reach into all of the above
};

}  // namespace

ImportTotals import_purchases(Engine& engine,
                              const OpenProgramme& programme,
                              RowSource& rows,
                              const SaleFormat* format,
                              const PurchaseImport& options,
                              const ImportWatch& watch) {
    return PurchaseImporter(engine, programme, format, options, watch).run(rows);
}

}  // namespace vuelve::app
