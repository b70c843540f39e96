#include "support/shop.h"

#include <cstdlib>

#include "base/ensure.h"
#include "codec/purchase_json.h"
#include "load/shop.h"

namespace vuelve::bench {
namespace {

namespace fs = std::filesystem;
constexpr std::int64_t group = 1000;

template <class T>
T or_stop(Result<T> result) {
    ensure(result.has_value(), result ? "" : result.error().message.c_str());
    return std::move(*result);
}

std::string variable(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value ? value : otherwise;
}

}  // namespace

Shop::Shop(fs::path folder, std::int64_t now_ms) : folder_(std::move(folder)), clock_(now_ms) {}

void Shop::make(const std::string& programme, std::int64_t members) {
    app::ServiceOptions options{.create = true, .clock = &clock_, .id_clock = &clock_};
    if (!folder_.empty()) {
        fs::create_directories(folder_ / "data");
        ensure(app::create_key_ring(folder_ / "vuelve.keys", folder_ / "data").has_value(),
               "a shop has a key ring");
        options.database = "sqlite:" + (folder_ / "data/vuelve.db").string();
        options.key_ring = folder_ / "vuelve.keys";
    }
    service_ = or_stop(app::Service::open(options));
    or_stop(service_->programmes().create("bench", "Bench", programme, "bench", service_->now()));
    find();
    for (std::int64_t from = 1; from <= members; from += group) {
        std::vector<app::Ask> asks;
        for (std::int64_t m = from; m < from + group && m <= members; ++m) {
            EnrolmentRequest person{
                .identities = {{IdentityKind::External, "m" + std::to_string(m)}}};
            asks.push_back(app::ask_enrol(*programme_, caller_, person,
                                          Instant{clock_.now_ms() - ms_per_day},
                                          std::to_string(m)));
        }
        run(std::move(asks));
    }
    members_ = members;
}

void Shop::open() {
    // A new shop is the same each time; in one that was there before, purchases are new.
    run_ = static_cast<std::uint64_t>(SystemClock().now_ms());
    service_ =
        or_stop(app::Service::open({.database = "sqlite:" + (folder_ / "data/vuelve.db").string(),
                                    .key_ring = folder_ / "vuelve.keys",
                                    .clock = &clock_}));
    find();
}

void Shop::find() {
    programme_ = service_->programmes().all().front();
    caller_ = {.programme = programme_->key(), .owner = "bench", .actor = "bench"};
}

app::Ask Shop::sale(std::int64_t member, int lines) {
    std::string text;
    append_purchase(text, {.run = run_, .number = ++number_, .member = member, .lines = lines});
    return app::ask_purchase(*programme_, caller_,
                             or_stop(decode_purchase(or_stop(parse_json(text)))));
}

std::vector<app::Ask> Shop::sales(std::int64_t count, int lines) {
    std::vector<app::Ask> asks;
    asks.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i)
        asks.push_back(sale(1 + static_cast<std::int64_t>(number_) % members_, lines));
    return asks;
}

std::vector<app::Answer> Shop::run(std::vector<app::Ask> asks) {
    auto answers = service_->engine().ask_all(std::move(asks));
    for (const app::Answer& answer : answers)
        ensure(answer.outcome == Outcome::Ok,
               answer.error ? answer.error->message.c_str() : "a command is accepted");
    return answers;
}

void Shop::sell(std::int64_t count, int lines) {
    for (std::int64_t done = 0; done < count; done += group)
        run(sales(std::min(group, count - done), lines));
}

fs::path kept_folder() { return variable("VUELVE_BENCH_FOLDER", "build/bench/kept"); }

fs::path copy_of_kept(const std::string& name, const std::function<void(const fs::path&)>& make) {
    const fs::path kept = kept_folder() / name,
                   copy = kept_folder().parent_path() / "scratch" / name;
    if (!fs::exists(kept)) {
        // Under another name until it is whole: what was cut short is made anew.
        const fs::path unfinished = kept_folder() / (name + ".unfinished");
        fs::remove_all(unfinished);
        fs::create_directories(unfinished);
        make(unfinished);
        fs::rename(unfinished, kept);
    }
    fs::remove_all(copy);
    fs::create_directories(copy.parent_path());
    fs::copy(kept, copy, fs::copy_options::recursive);
    return copy;
}

std::int64_t from_environment(const char* name, std::int64_t otherwise) {
    return std::stoll(variable(name, std::to_string(otherwise)));
}

std::int64_t many_members() { return from_environment("VUELVE_BENCH_MEMBERS", 1'000'000); }

}  // namespace vuelve::bench
