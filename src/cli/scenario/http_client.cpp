#include "cli/scenario/http_client.h"

#include <curl/curl.h>

#include <stdexcept>

#include "base/ensure.h"

namespace vuelve::cli {
namespace {

constexpr long patience_seconds = 60;
constexpr std::size_t answer_max = std::size_t{64} << 20;

std::size_t collect(char* data, std::size_t size, std::size_t count, void* into) {
    static_cast<std::string*>(into)->append(data, size * count);
    return size * count;
}

}  // namespace

struct HttpClient::Handle {
    Handle() : curl(curl_easy_init()) { ensure(curl != nullptr, "libcurl gives a handle"); }
    ~Handle() { curl_easy_cleanup(curl); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    CURL* curl;
};

HttpClient::HttpClient(std::string address)
    : address_(std::move(address)), handle_(std::make_unique<Handle>()) {}
HttpClient::~HttpClient() = default;

HttpClient::Told HttpClient::get(const std::string& path, const Sent& sent) {
    curl_easy_setopt(handle_->curl, CURLOPT_HTTPGET, 1L);
    return send(path, sent);
}

HttpClient::Told HttpClient::post(const std::string& path,
                                  const std::string& body,
                                  const Sent& sent) {
    curl_easy_setopt(handle_->curl, CURLOPT_POST, 1L);
    curl_easy_setopt(handle_->curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(handle_->curl, CURLOPT_COPYPOSTFIELDS, body.c_str());
    return send(path, sent);
}

HttpClient::Told HttpClient::patch(const std::string& path,
                                   const std::string& body,
                                   const Sent& sent) {
    curl_easy_setopt(handle_->curl, CURLOPT_CUSTOMREQUEST, "PATCH");
    Told told = post(path, body, sent);
    curl_easy_setopt(handle_->curl, CURLOPT_CUSTOMREQUEST, nullptr);
    return told;
}

HttpClient::Told HttpClient::put(const std::string& path,
                                 const std::string& body,
                                 const Sent& sent) {
    curl_easy_setopt(handle_->curl, CURLOPT_CUSTOMREQUEST, "PUT");
    Told told = post(path, body, sent);
    curl_easy_setopt(handle_->curl, CURLOPT_CUSTOMREQUEST, nullptr);
    return told;
}

HttpClient::Told HttpClient::send(const std::string& path, const Sent& sent) {
    CURL* curl = handle_->curl;
    const std::string url = address_ + path;
    std::string body;
    curl_slist* lines = nullptr;
    const auto add = [&](const std::string& line) {
        lines = curl_slist_append(lines, line.c_str());
    };
    add("Content-Type: application/json");
    add("Expect:");  // no wait for 100 Continue
    if (!sent.key.empty()) add("Authorization: Bearer " + sent.key);
    if (!sent.idempotency_key.empty()) add("Idempotency-Key: " + sent.idempotency_key);
    if (!sent.etag.empty()) add("If-Match: " + sent.etag);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, patience_seconds);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    const CURLcode outcome = curl_easy_perform(curl);
    curl_slist_free_all(lines);
    if (outcome != CURLE_OK) throw std::runtime_error(url + ": " + curl_easy_strerror(outcome));

    Told told;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &told.status);
    curl_header* replayed = nullptr;
    told.replayed =
        curl_easy_header(curl, "Idempotent-Replayed", 0, CURLH_HEADER, -1, &replayed) == CURLHE_OK;
    if (auto json = parse_json(body, {.size_max = answer_max})) told.body = std::move(*json);
    return told;
}

}  // namespace vuelve::cli
