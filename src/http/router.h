#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"
#include "http/target.h"

namespace vuelve::http {

inline constexpr std::size_t body_bytes_default = 1024 * 1024;
inline constexpr std::size_t body_bytes_max = 16 * body_bytes_default;  // batch and imports

/// Answers at once, on a worker thread; may block.
using Handler = std::function<Response(const Request&)>;
/// Answers through `reply`, now or later and from any thread; must not block.
using LaterHandler = std::function<void(Request, Reply)>;

/// Where a LaterHandler is called: an I/O thread saves two hand-overs, a worker is right for long
/// decoding.
enum class RunsOn : std::uint8_t { IoThread, Worker };

/// The declared scope of a route that anybody may call. Written out, because forgetting must not
/// open a door.
inline constexpr std::string_view open_scope = "open";

/// The declared scope of a route for whoever of the shop is signed in, whatever they may besides:
/// their own session, password and second factor. Keys and members do not hold it.
inline constexpr std::string_view signed_in_scope = "session";

/// One line of the route table. The table is also what the OpenAPI document is held against.
struct Route {
    Method method = Method::Get;
    std::string pattern;    // "/v1/members/{id}"; a last "{name...}" takes the rest of the path
    std::string scope;      // of contract.md 4, open_scope or signed_in_scope
    std::string operation;  // operationId of api/openapi.yaml; names the route in metrics
    std::variant<Handler, LaterHandler> handler;
    std::size_t body_bytes = body_bytes_default;
    RunsOn runs_on = RunsOn::IoThread;
    /// Kinds of body it takes, between spaces. JSON, unless it takes files.
    std::string_view media = "application/json";
    /// Another scope that opens the same door; the handler then tells what is behind it for whom.
    std::string_view other_scope = {};
};

/// Whether contract.md 4 knows the scope.
bool is_scope(std::string_view scope);

/// A tree of path segments. A literal segment wins over a parameter at the same place. Immutable
/// once built: any number of threads may search it.
class Router {
 public:
    /// Errors (InternalError, with a message for who wrote the table): a route without declared
    /// scope or with an unknown one, without operation or handler, with a body above
    /// body_bytes_max; a pattern twice; an operation twice; two names for one parameter place.
    static Result<Router> create(std::vector<Route> routes);
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;
    ~Router();

    struct Found {
        const Route* route = nullptr;  // null: see `allowed`
        Parameters parameters;
        std::string allowed;  // for 405: value of Allow, "" when the path itself is unknown (404)
    };
    /// HEAD finds the route of GET.
    Found find(Method method, const Target& target) const;

    std::span<const Route> routes() const;

 private:
    struct Tree;
    explicit Router(std::unique_ptr<Tree> tree);
    std::unique_ptr<Tree> tree_;
};

}  // namespace vuelve::http
