// vuelve_echo: the program's own HTTP layer (sockets, head checks, routing, common headers,
// metrics) with nothing behind it. Takes POST /v1/purchases, reads the body, answers 201 with as
// many bytes as told. What a request costs above this is the product's, not HTTP's.
#include <fmt/format.h>
#include <csignal>

#include <CLI/CLI.hpp>

#include "http/service.h"

namespace {

using namespace vuelve;

Result<http::Router> make_router(std::size_t bytes) {
    const std::string body = "{\"echo\":\"" + std::string(bytes, 'x') + "\"}";
    std::vector<http::Route> routes;
    routes.push_back(
        {.method = http::Method::Post,
         .pattern = "/v1/purchases",
         .scope = std::string(http::open_scope),
         .operation = "echo",
         .handler = http::LaterHandler([body](const http::Request&, const http::Reply& reply) {
             reply(http::json_response(201, body));
         })});
    return http::Router::create(std::move(routes));
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app("The HTTP layer of Vuelve with nothing behind it");
    http::ServerOptions options;
    std::size_t bytes = 100;
    app.add_option("--port", options.port)->required();
    app.add_option("--io-threads", options.io_threads);
    app.add_option("--bytes", bytes, "of an answer");
    CLI11_PARSE(app, count, arguments);

    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    auto router = make_router(bytes);
    if (!router) return fmt::print(stderr, "vuelve_echo: {}\n", router.error().message), 1;
    http::Service service(std::move(*router),
                          {.authenticate = [](const http::Request&) -> Result<http::Caller> {
                               return http::Caller{};
                           },
                           .report =
                               [](const http::Request&, const Error& error) {
                                   fmt::print(stderr, "vuelve_echo: {}\n", error.message);
                               }});
    auto server = http::Server::start(options, service);
    if (!server) return fmt::print(stderr, "vuelve_echo: {}\n", server.error().message), 1;
    int signal = 0;
    sigwait(&ends, &signal);
    (*server)->stop();
    return 0;
}
