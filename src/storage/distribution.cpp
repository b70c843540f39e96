#include "storage/distribution.h"

#include <algorithm>

#include "storage/migrations.h"
#include "storage/sqlite/sqlite.h"
#include "storage/sqlite/table_rules.h"

namespace vuelve::storage {
namespace {

constexpr const char* bucket = "bucket";
constexpr const char* tenant = "tenant_id";
/// The program's own, written when it is updated and read by whichever server is asked.
constexpr const char* of_the_program = "migration";

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool leads(const std::vector<std::string>& names) {
    return names.size() >= 2 && names[0] == bucket && names[1] == tenant;
}

/// A table as the rules look at it.
struct Judged {
    std::string name;
    std::vector<std::string> columns, key;
    sqlite::TableRules rules;

    bool is_data() const { return has(columns, bucket); }
};

class Judgement {
 public:
    explicit Judgement(std::vector<Judged> tables) : tables_(std::move(tables)) {}

    Distribution run() {
        for (const Judged& table : tables_) {
            if (table.is_data())
                judge_data(table);
            else
                judge_configuration(table);
        }
        order_everywhere();
        return std::move(found_);
    }

 private:
    void fault(const Judged& table, const char* rule, std::string why) {
        found_.faults.push_back({.table = table.name, .rule = rule, .why = std::move(why)});
    }
    bool is_data(const std::string& name) const {
        const auto found = std::ranges::find(tables_, name, &Judged::name);
        return found != tables_.end() && found->is_data();
    }

    void judge_data(const Judged& table) {
        found_.by_bucket.push_back(table.name);
        if (!leads(table.columns)) fault(table, "S1", "its columns do not begin bucket, tenant_id");
        if (!leads(table.key)) fault(table, "S1", "its primary key does not begin so");
        for (const auto& columns : table.rules.unique)
            if (!has(columns, bucket)) fault(table, "S2", "something unique is so without bucket");
        for (const auto& reference : table.rules.references)
            if (is_data(reference.table) && !leads(reference.columns))
                fault(table, "S3", "refers to " + reference.table + " across buckets");
    }

    void judge_configuration(const Judged& table) {
        found_.everywhere.push_back(table.name);
        if (table.name == of_the_program) return;
        if (!has(table.columns, tenant))
            fault(table, "S4", "has neither bucket nor tenant_id: neither data nor configuration");
        for (const auto& reference : table.rules.references)
            if (is_data(reference.table))
                fault(table, "S3", "is configuration and refers to data of " + reference.table);
    }

    /// Whoever is referred to is everywhere before who refers to it.
    void order_everywhere() {
        std::vector<std::string> ordered;
        std::vector<std::string> left = std::move(found_.everywhere);
        while (!left.empty()) {
            const auto next = std::ranges::find_if(left, [&](const std::string& name) {
                const auto& table = *std::ranges::find(tables_, name, &Judged::name);
                return std::ranges::none_of(table.rules.references, [&](const auto& reference) {
                    return reference.table != name && has(left, reference.table);
                });
            });
            ensure(next != left.end(), "tables do not refer to each other in a circle");
            ordered.push_back(std::move(*next));
            left.erase(next);
        }
        found_.everywhere = std::move(ordered);
    }

    const std::vector<Judged> tables_;
    Distribution found_;
};

}  // namespace

Distribution distribution_of(Database& database) {
    const auto all_rules = sqlite::table_rules(*database.snapshot());
    std::vector<Judged> tables;
    for (TableShape& shape : database.tables()) {
        Judged& table = tables.emplace_back();
        table.name = std::move(shape.name);
        for (auto& column : shape.columns) table.columns.push_back(std::move(column.name));
        table.key = std::move(shape.key);
        const auto rules = std::ranges::find(all_rules, table.name, &sqlite::TableRules::table);
        if (rules != all_rules.end()) table.rules = *rules;
    }
    return Judgement(std::move(tables)).run();
}

Distribution distribution_of_schema() {
    const auto database = sqlite::memory();
    migrate(*database, 0);
    return distribution_of(*database);
}

}  // namespace vuelve::storage
