#include "http/program.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>
#include <tuple>

#include "app/code_teller.h"
#include "app/daily_digest.h"
#include "app/deliveries.h"
#include "app/facts.h"
#include "app/retention.h"
#include "app/segments.h"
#include "base/priority.h"
#include "generated/openapi.h"
#include "http/apps.h"
#include "http/credentials.h"
#include "http/docs.h"
#include "http/entry.h"
#include "http/health.h"
#include "http/routes.h"
#include "http/store_metrics.h"

namespace vuelve::http {
namespace {

constexpr std::chrono::seconds walk_every{30}, codes_every{1};
constexpr int background_steps = 10;

/// Does it again and again until it is to stop; what cannot be done now is tried in the next round.
void every_round(const std::stop_token& stop,
                 std::chrono::seconds pause,
                 std::string_view what,
                 const Answering::Say& say,
                 const std::function<void()>& work) {
    std::mutex guard;
    std::condition_variable_any wake;
    std::unique_lock lock(guard);
    while (!wake.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); })) {
        if (stop.stop_requested()) return;
        try {
            work();
        } catch (const std::exception& error) {
            say(std::string(what) + " wait for the next round: " + error.what());
        }
    }
}

/// Runs what falls due for holders nobody asks about.
void walk(app::Service& service, const std::stop_token& stop) {
    if (service.leads()) {
        service.engine().settle_all();
        app::catch_up_patiently(service, stop);
        app::keep_all_segments(service);
        app::keep_all_retention(service);
    }
    service.keys().keep_uses();
    service.sessions().keep_uses();
}

bool is_loopback(const std::string& address) {
    return address.starts_with("127.") || address == "::1";
}

Result<std::vector<Route>> web_routes(const std::filesystem::path& folder) {
    std::vector<Route> routes;
    const auto add = [&](std::vector<Route> more) {
        std::ranges::move(more, std::back_inserter(routes));
    };
    const auto assets = [&](const char* name) -> Result<Assets> {
        if (folder.empty() || !std::filesystem::is_directory(folder / name)) return Assets{};
        return load_assets(folder / name);
    };
    for (const auto& [name, operation, decodes] :
         {std::tuple{"card", "getCardApp", Decodes::Nothing},
          std::tuple{"till", "getTillApp", Decodes::Barcodes},
          std::tuple{"console", "getConsoleApp", Decodes::Nothing}})
        add(installed_app_routes(std::string("/") + name, operation, TRY(assets(name)), decodes));
    add(docs_routes(openapi_json, TRY(assets("docs"))));
    return routes;
}

}  // namespace

/// In the order in which they need each other; ended in the other order.
struct Program::Parts {
    ProgramOptions options;
    std::unique_ptr<ManualClock> clock;
    std::unique_ptr<app::Service> service;
    std::unique_ptr<Api> api;
    std::unique_ptr<Service> routing;
    std::unique_ptr<Server> server;
    std::unique_ptr<app::HistoryKeeper> keeper;
    std::jthread walker;
    std::jthread deliverer;
    std::jthread keeping;
    std::jthread telling;

    Result<Router> make_router() {
        std::vector<Route> routes = product_routes(*api);
        const auto add = [&](std::vector<Route> more) {
            std::ranges::move(more, std::back_inserter(routes));
        };
        if (api->clock) add(test_routes(*api));
        add(health_routes([this] { return api->health.check(); },
                          [this] { return routing->metrics(); }));
        add(TRY(web_routes(options.web)));
        return Router::create(std::move(routes));
    }

    Result<void> start() {
        if (options.manual_clock && !is_loopback(options.address))
            return refuse(
                ErrorCode::InternalError,
                "a manual clock is for tests: --address must be a loopback address, not " +
                    options.address);
        if (options.manual_clock)
            clock = std::make_unique<ManualClock>(options.manual_clock->value);
        service = TRY(app::Service::open({.database = options.database,
                                          .key_ring = options.key_ring,
                                          .create = false,
                                          .on_unknown = options.on_unknown,
                                          .say = options.say,
                                          .clock = clock.get(),
                                          .password_cost = options.password_cost,
                                          .asks_second_factor = options.asks_second_factor}));
        api = std::make_unique<Api>(*service, clock.get(), options.say);
        api->jobs.start(options.say);
        api->webhooks.allow(TRY(app::read_private_targets(options.webhook_targets)));
        routing = std::make_unique<Service>(
            TRY(make_router()),
            ServiceOptions{.authenticate = authenticate_with(*service),
                           .report =
                               [say = options.say](const Request& request, const Error& error) {
                                   say(request.id + " " + request.path + ": " + error.message);
                               },
                           .refused = refusals_into(*service),
                           .check_entry =
                               [this](std::string_view operation, const Caller& caller) {
                                   return check_entry(operation, caller, service->now());
                               },
                           .knows_origin =
                               [this](std::string_view origin) {
                                   return service->keys().knows_origin(origin);
                               },
                           .rate = options.rate,
                           .version = options.version,
                           .sample = [this] { return sample_store(*service, api->health); },
                           .queries = operation_queries()});
        server = TRY(Server::start(
            {.address = options.address, .port = options.port, .io_threads = options.io_threads},
            *routing));
        keeper = std::make_unique<app::HistoryKeeper>(
            *service,
            app::KeeperOptions{.digest_folder = options.digest_folder, .say = options.say});
        try {
            keeper->begin();
        } catch (const std::exception& error) {  // a full disk: what can be read is served
            options.say(std::string("the start could not be recorded: ") + error.what());
        }
        if (!clock)
            keeping = std::jthread([this](const std::stop_token& stop) {
                step_behind_tills(background_steps);  // it looks through the whole ledger
                every_round(stop, walk_every, "the history", options.say, [this] {
                    if (service->leads()) keeper->round();
                });
            });
        if (!clock)
            walker = std::jthread([this](const std::stop_token& stop) {
                every_round(stop, walk_every, "jobs", options.say, [&] { walk(*service, stop); });
            });
        if (options.tell_code)
            telling = std::jthread([this](const std::stop_token& stop) {
                app::CodeTeller teller(*service, options.tell_code);
                every_round(stop, codes_every, "codes", options.say, [&] { teller.round(); });
            });
        if (!service->is_read_only())
            deliverer = std::jthread([this](const std::stop_token& stop) {
                app::Deliveries(*service, api->webhooks, options.say).run(stop);
            });
        return {};
    }

    ~Parts() {
        if (server) server->stop();
        keeping = {};
        if (keeper) try {
                keeper->end();
            } catch (const std::exception& error) {
                options.say(std::string("the stop could not be recorded: ") + error.what());
            }
    }
};

Program::Program(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Program::~Program() = default;

Result<std::unique_ptr<Program>> Program::start(const ProgramOptions& options) {
    auto parts = std::make_unique<Parts>();
    parts->options = options;
    TRY(parts->start());
    return std::unique_ptr<Program>(new Program(std::move(parts)));
}

std::uint16_t Program::port() const { return parts_->server->port(); }

app::Service& Program::service() { return *parts_->service; }

std::string Program::address() const {
    return fmt::format("http://{}:{}", parts_->options.address, port());
}

Result<void> serve(const ProgramOptions& options) {
    // Before any thread starts, so that all of them leave the signals to this one.
    sigset_t ends;
    sigemptyset(&ends);
    for (int signal : {SIGTERM, SIGINT}) sigaddset(&ends, signal);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    ProgramOptions guarded = options;
    std::atomic<bool> unknown = false;
    guarded.on_unknown = [&](const std::string& why) {
        options.say("a commit could not be confirmed, so recovery has to decide: " + why);
        unknown = true;
        kill(getpid(), SIGTERM);
    };
    const auto program = TRY(Program::start(guarded));
    options.say("serving " + program->address() + " (documentation at /docs)");
    int signal = 0;
    sigwait(&ends, &signal);
    options.say("stopping: what was accepted is answered first");
    if (unknown) return refuse(ErrorCode::OutcomeUnknown, "stopped itself: start again to recover");
    return {};
}

}  // namespace vuelve::http
