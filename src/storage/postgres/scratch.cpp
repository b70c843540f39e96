#include "storage/postgres/scratch.h"

#include <array>
#include <utility>

#include "storage/crypto.h"
#include "storage/migrations.h"
#include "storage/postgres/connection.h"
#include "storage/postgres/postgres.h"

namespace vuelve::storage::postgres {
namespace {

constexpr int request_ms = 60'000;  // on a machine that does much else
constexpr std::size_t name_bytes = 8;

std::string fresh_name() {
    std::array<std::uint8_t, name_bytes> random;
    crypto::fill_random(random);
    return "vuelve_scratch_" + crypto::to_hex(random);
}

/// The same server, another database: what is said last counts.
std::string url_of(const std::string& server, const std::string& name) {
    return server + (server.contains('?') ? "&" : "?") + "dbname=" + name;
}

/// Tells programs of different migrations apart.
std::string template_name() {
    std::string all;
    for (const sql::Migration& migration : sql::migrations) all += migration.checksum;
    const auto hash = crypto::sha256(crypto::bytes_of(all));
    return "vuelve_template_" + crypto::to_hex(BytesView(hash).first(name_bytes));
}

/// Copies of files: a third quicker than through the server's log. Texts are compared by their
/// bytes (scale-out.md S8).
void copy(Connection& server, const std::string& from, const std::string& to) {
    server.script("create database " + to + " template " + from +
                  " strategy file_copy encoding 'UTF8' locale 'C'");
}

void drop(Connection& server, const std::string& name) {
    server.script("drop database if exists " + name + " with (force)");
}

bool exists(Connection& server, const std::string& name) {
    return server.ask("select count(*) from pg_database where datname = '" + name + "'") == "1";
}

/// Whoever is first migrates one under a name of its own, and gives it the known name when it is
/// whole; of two at the same time one is late and takes the other's.
std::string migrated_template(Connection& server, const std::string& url) {
    std::string known = template_name();
    if (exists(server, known)) return known;
    const std::string own = fresh_name();
    copy(server, "template0", own);
    {
        const auto database = open(url_of(url, own));
        migrate(*database, 0);
    }
    try {
        server.script("alter database " + own + " rename to " + known);
    } catch (const StorageError&) {
        drop(server, own);
        if (!exists(server, known)) throw;
    }
    return known;
}

}  // namespace

ScratchDatabase::ScratchDatabase(const std::string& server, Holds holds)
    : server_(server), name_(fresh_name()), url_(url_of(server, name_)) {
    Connection connection(server_, {});
    copy(connection,
         holds == Holds::AllTables ? migrated_template(connection, server_) : "template0", name_);
}

ScratchDatabase::~ScratchDatabase() {
    try {
        Connection connection(server_, {});
        drop(connection, name_);
    } catch (const StorageError&) {
        return;  // a server that went takes its scratch with it
    }
}

std::unique_ptr<Database> temporary(const std::string& server, ScratchDatabase::Holds holds) {
    auto scratch = std::make_shared<ScratchDatabase>(server, holds);
    return open(scratch->url(),
                {.access = Access::Create, .request_ms = request_ms, .keeps = scratch});
}

}  // namespace vuelve::storage::postgres
