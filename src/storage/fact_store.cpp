#include "storage/fact_store.h"

#include "codec/json.h"
#include "generated/sql.h"
#include "storage/stored_json.h"

namespace vuelve::storage {
namespace {

constexpr int counted_state = 1;
constexpr int voided_state = 2;

int sale_state(bool voided) { return voided ? voided_state : counted_state; }

Sale read_sale(const Rows& rows) {
    return {.member = rows.get<HolderId>(0),
            .txn = rows.get<TxnId>(1),
            .day = rows.get<Day>(2),
            .occurred_at = rows.get<Instant>(3),
            .at = rows.get<Instant>(4),
            .store = rows.get<StoreId>(5),
            .brand = rows.get<BrandId>(6),
            .channel = std::string(rows.text(7)),
            .level = rows.get<LevelId>(8),
            .rank = rows.integer(9),
            .amount = rows.get<Minor>(10),
            .tax = rows.get<Minor>(11),
            .returned = rows.get<Minor>(12),
            .quantity = rows.integer(13),
            .cost = rows.maybe<Minor>(14),
            .cost_known = rows.get<Minor>(15),
            .voided = rows.integer(16) == voided_state};
}

/// New purchases wait here, so that a page of them is one statement; whatever changes rows that
/// are there goes after them.
class SaleWriter {
 public:
    SaleWriter(Transaction& tx, std::int64_t tenant, std::int32_t programme)
        : tx_(tx), tenant_(tenant), programme_(programme) {}

    void add(const Sale& sale) {
        fresh_.add(bucket_of(sale.member), tenant_, sale.member, sale.txn, programme_, sale.day,
                   sale.occurred_at, sale.at, sale.store, sale.brand, sale.channel, sale.level,
                   sale.rank, sale.amount, sale.tax, sale.returned, sale.quantity, sale.cost,
                   sale.cost_known, sale_state(sale.voided));
    }
    /// A purchase after a return or void.
    void change(const Purchase& purchase) {
        flush();
        const auto touched = tx_.exec(
            sql::change_sale, {bucket_of(purchase.member), tenant_, purchase.member, purchase.txn,
                               purchase.returned_money, sale_state(purchase.voided)});
        if (touched != 1)
            throw StorageError(Trouble::Corrupt, "a return's purchase is not among the facts");
    }
    void count(HolderId member, const std::string& action) {
        tx_.exec(sql::count_deed, {bucket_of(member), tenant_, member, action, programme_});
    }
    void move(HolderId from, HolderId to) {
        flush();
        tx_.exec(sql::move_sales, {bucket_of(from), tenant_, from, bucket_of(to), to});
        tx_.exec(sql::unite_deeds, {bucket_of(from), tenant_, from, bucket_of(to), to});
        tx_.exec(sql::delete_deeds, {bucket_of(from), tenant_, from});
    }
    void flush() {
        tx_.exec_batch(sql::put_sale, fresh_);
        fresh_.clear();
    }

 private:
    Transaction& tx_;
    std::int64_t tenant_;
    std::int32_t programme_;
    Batch fresh_{20};
};

}  // namespace

std::string action_of(const vuelve::Transaction& txn, std::string_view document) {
    if (!txn.receipt || txn.receipt->command != "action") return {};
    const Json told = or_corrupt(parse_json(document));
    const Json* type = told.find("type");
    const auto* code = type ? type->get_if<std::string>() : nullptr;
    if (!code) throw StorageError(Trouble::Corrupt, "a recorded action has no type");
    return *code;
}

TxnId FactStore::place(Reader& reader) const {
    Rows rows = reader.query(sql::follow_place, {bucket(), placement_.tenant_id, programme_id_});
    return rows.next() ? rows.get<TxnId>(0) : TxnId{};
}

bool FactStore::is_behind(Reader& reader) const {
    return reader
        .query(sql::next_txn, {bucket(), placement_.tenant_id, programme_id_, place(reader)})
        .next();
}

FactStore::Page FactStore::read_page(Reader& reader, TxnId after) const {
    Page page{.rows = {}, .last = after};
    Rows rows = reader.query(sql::txns_after,
                             {bucket(), placement_.tenant_id, programme_id_, after, page_max});
    while (rows.next()) {
        TxnRow row = read_txn(rows);
        StoredResult result = or_corrupt(decode_result(row.result, code_seal(vault_)));
        row.txn.receipt = std::move(result.receipt);
        row.txn.effects = std::move(result.effects);
        page.last = row.txn.id;
        std::string action = action_of(row.txn, row.document);
        page.rows.push_back({std::move(row.txn), std::move(action)});
    }
    page.is_last = page.rows.size() < page_max;
    return page;
}

void FactStore::apply(Transaction& tx,
                      std::span<const Followed> rows,
                      const UnitCost& unit_cost) const {
    SaleWriter writer(tx, placement_.tenant_id, programme_id_);
    for (const auto& [txn, action] : rows) {
        if (!action.empty()) writer.count(txn.holder, action);
        if (auto sale = sale_of(txn, unit_cost))
            writer.add(*sale);
        else if (txn.effects.purchase)
            writer.change(*txn.effects.purchase);
        for (const auto& place : txn.effects.places)
            if (place.merged_into.value != 0) writer.move(place.holder, place.merged_into);
    }
    writer.flush();
}

void FactStore::set_place(Transaction& tx, TxnId place) const {
    tx.exec(sql::put_follow_place, {bucket(), placement_.tenant_id, programme_id_, place});
}

std::vector<Sale> FactStore::sales_of(Reader& reader, HolderId member) const {
    std::vector<Sale> sales;
    Rows rows =
        reader.query(sql::sales_of_holder, {bucket_of(member), placement_.tenant_id, member});
    while (rows.next()) sales.push_back(read_sale(rows));
    return sales;
}

std::int64_t FactStore::count_last_sales(
    Reader& reader, HolderId member, std::int64_t limit, Instant from, Instant to) const {
    std::int64_t count = 0;
    Rows rows = reader.query(sql::times_of_last_sales,
                             {bucket_of(member), placement_.tenant_id, member, limit});
    while (rows.next()) {
        const auto at = rows.get<Instant>(0);
        if (from <= at && at < to) ++count;
    }
    return count;
}

void FactStore::each_sale(Reader& reader,
                          Day first,
                          Day last,
                          const std::function<void(const Sale&)>& take) const {
    Rows rows = reader.query(sql::sales_between,
                             {bucket(), placement_.tenant_id, programme_id_, first, last});
    while (rows.next()) take(read_sale(rows));
}

std::vector<FactStore::RecordedSale> FactStore::recorded_sales(
    Reader& reader, Day day, TxnId after, Day last, std::int64_t limit) const {
    std::vector<RecordedSale> sales;
    Rows rows = reader.query(sql::recorded_sales, {bucket(), placement_.tenant_id, programme_id_,
                                                   day, after, last, limit});
    while (rows.next())
        sales.push_back({.member = rows.get<HolderId>(0),
                         .txn = rows.get<TxnId>(1),
                         .day = rows.get<Day>(2),
                         .occurred_at = rows.get<Instant>(3),
                         .document = std::string(rows.text(4))});
    return sales;
}

}  // namespace vuelve::storage
