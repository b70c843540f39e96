#include "notify/http_sender.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "base/ensure.h"

namespace vuelve::notify {
namespace {

struct ListGone {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Lines = std::unique_ptr<curl_slist, ListGone>;

Lines lines_of(const std::vector<std::string>& texts) {
    curl_slist* list = nullptr;
    for (const std::string& text : texts) list = curl_slist_append(list, text.c_str());
    return Lines(list);
}

/// The address that is about to be connected to; nothing for another family.
std::optional<Address> address_of(const curl_sockaddr& given) {
    Address address;
    const void* place = &given.addr;
    if (given.family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, place, sizeof v4);
        std::memcpy(address.bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
        address.port = ntohs(v4.sin_port);
        return address;
    }
    if (given.family != AF_INET6) return std::nullopt;
    sockaddr_in6 v6{};
    std::memcpy(&v6, place, sizeof v6);
    std::memcpy(address.bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
    address.is_v6 = true;
    address.port = ntohs(v6.sin6_port);
    return address;
}

}  // namespace

/// One post under way.
struct Transfer {
    CURL* curl = curl_easy_init();
    Lines headers;
    std::uint64_t ticket = 0;
    const PrivateTargets* listed = nullptr;
    std::string refused;  // address that must not be connected to
    std::size_t head_bytes = 0, body_bytes = 0;
    bool has_head = false;  // up to its empty line

    Transfer() { ensure(curl != nullptr, "libcurl gives a handle"); }
    ~Transfer() { curl_easy_cleanup(curl); }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    bool is_cut() const { return body_bytes > answer_bytes_max; }
};

namespace {

/// Called before each connection with the very address it will go to. One that is refused refuses
/// the others of the same name too: a public one beside it was not meant.
curl_socket_t open_socket(void* given, curlsocktype purpose, curl_sockaddr* place) {
    auto& transfer = *static_cast<Transfer*>(given);
    const auto address = address_of(*place);
    const bool is_allowed = purpose == CURLSOCKTYPE_IPCXN && transfer.refused.empty() && address &&
                            may_connect(*address, *transfer.listed);
    if (!is_allowed) {
        if (transfer.refused.empty()) transfer.refused = address ? to_text(*address) : "unknown";
        return CURL_SOCKET_BAD;
    }
    return socket(place->family, place->socktype | SOCK_CLOEXEC, place->protocol);
}

std::size_t count_body(char*, std::size_t size, std::size_t count, void* given) {
    auto& transfer = *static_cast<Transfer*>(given);
    transfer.body_bytes += size * count;
    return transfer.is_cut() ? 0 : size * count;
}

std::size_t count_head(char* line, std::size_t size, std::size_t count, void* given) {
    auto& transfer = *static_cast<Transfer*>(given);
    transfer.head_bytes += size * count;
    transfer.has_head = std::string_view(line, size * count) == "\r\n";
    return transfer.head_bytes > answer_bytes_max ? 0 : size * count;
}

void set_limits(CURL* curl, const SenderOptions& options) {
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // not even the environment's
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.time_max.count()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options.connect_time_max.count()));
    // A name server that hangs: its thread ends by itself, and nobody waits for it.
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, options.user_agent.c_str());
}

void set_callbacks(Transfer& transfer) {
    CURL* curl = transfer.curl;
    curl_easy_setopt(curl, CURLOPT_PRIVATE, &transfer);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &count_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &count_head);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
}

/// An answer longer than we read is an answer; one that breaks off is none: nobody knows whether
/// the receiver meant it.
HttpOutcome outcome_of(const Transfer& transfer, CURLcode code) {
    HttpOutcome outcome{.ticket = transfer.ticket};
    curl_off_t micros = 0, retry_after = 0;
    curl_easy_getinfo(transfer.curl, CURLINFO_TOTAL_TIME_T, &micros);
    outcome.duration_ms = micros / 1000;
    const bool is_whole = code == CURLE_OK && transfer.has_head;
    if (is_whole || (code == CURLE_WRITE_ERROR && transfer.is_cut())) {
        long status = 0;
        curl_easy_getinfo(transfer.curl, CURLINFO_RESPONSE_CODE, &status);
        outcome.status = static_cast<int>(status);
        curl_easy_getinfo(transfer.curl, CURLINFO_RETRY_AFTER, &retry_after);
        if (retry_after > 0) outcome.retry_after_s = retry_after;
        return outcome;
    }
    if (!transfer.refused.empty())
        outcome.error = "the address " + transfer.refused + " is not public";
    else if (transfer.head_bytes > answer_bytes_max)
        outcome.error = "the head of the answer is too long";
    else
        outcome.error = code == CURLE_OK ? "the answer broke off" : curl_easy_strerror(code);
    return outcome;
}

}  // namespace

struct HttpSender::Parts {
    SenderOptions options;
    Lines resolved;
    CURLM* multi = nullptr;
    std::map<CURL*, std::unique_ptr<Transfer>> transfers;

    explicit Parts(SenderOptions given)
        : options(std::move(given)), resolved(lines_of(options.resolved)) {
        // Not by itself when the first handle is made: other threads may make theirs.
        static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
        ensure(ready == CURLE_OK, "libcurl starts");
        multi = curl_multi_init();
        ensure(multi != nullptr, "libcurl gives a handle for many");
    }
    ~Parts() {
        for (const auto& [curl, transfer] : transfers) curl_multi_remove_handle(multi, curl);
        transfers.clear();
        curl_multi_cleanup(multi);
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
};

HttpSender::HttpSender(SenderOptions options)
    : parts_(std::make_unique<Parts>(std::move(options))) {}
HttpSender::~HttpSender() = default;

void HttpSender::post(std::uint64_t ticket, const HttpPost& post) {
    auto transfer = std::make_unique<Transfer>();
    CURL* curl = transfer->curl;
    transfer->ticket = ticket;
    transfer->listed = &parts_->options.listed;
    std::vector<std::string> headers = post.headers;
    headers.emplace_back("Expect:");  // no wait for 100 Continue
    transfer->headers = lines_of(headers);
    set_limits(curl, parts_->options);
    set_callbacks(*transfer);
    curl_easy_setopt(curl, CURLOPT_URL, post.url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, transfer->headers.get());
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
    curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, post.body.data());
    if (parts_->resolved) curl_easy_setopt(curl, CURLOPT_RESOLVE, parts_->resolved.get());
    ensure(curl_multi_add_handle(parts_->multi, curl) == CURLM_OK, "libcurl takes a post");
    parts_->transfers.emplace(curl, std::move(transfer));
}

std::vector<HttpOutcome> HttpSender::wait(std::chrono::milliseconds patience) {
    int running = 0, left = 0;
    curl_multi_perform(parts_->multi, &running);
    std::vector<HttpOutcome> ended;
    for (bool waited = false;; waited = true) {
        while (const CURLMsg* message = curl_multi_info_read(parts_->multi, &left)) {
            const auto transfer = parts_->transfers.find(message->easy_handle);
            ended.push_back(outcome_of(*transfer->second, message->data.result));
            curl_multi_remove_handle(parts_->multi, message->easy_handle);
            parts_->transfers.erase(transfer);
        }
        if (waited || !ended.empty()) return ended;
        curl_multi_poll(parts_->multi, nullptr, 0, static_cast<int>(patience.count()), nullptr);
        curl_multi_perform(parts_->multi, &running);
    }
}

std::size_t HttpSender::under_way() const { return parts_->transfers.size(); }

}  // namespace vuelve::notify
