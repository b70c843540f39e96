#include "app/service.h"

#include <algorithm>

#include "storage/migrations.h"
#include "storage/move.h"
#include "storage/open_database.h"

namespace vuelve::app {
namespace {

std::unique_ptr<storage::Database> open_database(const ServiceOptions& options) {
    using storage::DatabaseUse;
    return storage::open_database(options.database, options.read_only ? DatabaseUse::Read
                                                    : options.create  ? DatabaseUse::Create
                                                                      : DatabaseUse::Existing);
}

storage::KeyRing open_keys(const ServiceOptions& options) {
    if (options.key_ring.empty()) {
        if (!storage::is_temporary(options.database))
            throw storage::StorageError(storage::Trouble::Keys,
                                        "a database that stays needs its key ring: --keys FILE");
        return storage::KeyRing::temporary();
    }
    const auto file = storage::file_of_database(options.database);
    return storage::KeyRing::load(options.key_ring,
                                  file ? file->parent_path() : std::filesystem::path{});
}

}  // namespace

Service::~Service() {
    if (neighbours_) neighbours_->stop_listening();
}

Result<std::unique_ptr<Service>> Service::open(const ServiceOptions& options) {
    try {
        auto service = std::unique_ptr<Service>(new Service);
        service->password_cost_ = options.password_cost;
        service->asks_second_factor_ = options.asks_second_factor;
        storage::KeyRing keys = open_keys(options);
        service->database_ = open_database(options);
        if (!options.clock) service->own_clock_ = std::make_unique<SystemClock>();
        service->clock_ = options.clock ? options.clock : service->own_clock_.get();
        // The machine's time, so that a test that moves its clock by years still gives ids in their
        // order.
        service->ids_ = std::make_unique<storage::FreshIds>([given = options.id_clock] {
            return given ? given->now_ms() : SystemClock().now_ms();
        });
        storage::refuse_half_moved(*service->database_->snapshot());
        if (options.read_only)
            storage::check_schema(*service->database_);
        else
            storage::migrate(*service->database_, service->clock_->now_ms(), sql::migrations,
                             options.say);
        if (!options.read_only)
            service->neighbours_ =
                std::make_unique<Neighbours>(*service->database_, *service->ids_);
        service->programmes_ = std::make_unique<Programmes>(*service->database_, std::move(keys));
        service->programmes_->load(service->now());
        for (OpenProgramme* programme : service->programmes_->all())
            storage::resume_ids(*service->ids_, *service->database_->snapshot(),
                                programme->placement());
        service->keys_ = std::make_unique<Keys>(*service->programmes_, *service->clock_);
        service->sessions_ = std::make_unique<Sessions>(*service->programmes_, *service->clock_);
        if (!options.read_only) {
            service->audit_queue_ = std::make_unique<AuditQueue>(*service);
            WriterOptions writing{.on_unknown = options.on_unknown};
            writing.suspect = [queue = service->audit_queue_.get()](const ProgrammeKey& programme,
                                                                    Suspicion found) {
                queue->suspect(programme, std::move(found));
            };
            service->writer_ = std::make_unique<Writer>(*service->programmes_, *service->clock_,
                                                        *service->ids_, std::move(writing));
            service->neighbours_->listen([&parts = *service] {
                // The writer reads anew what another changed, and listeners find the events.
                if (!parts.writer_->alone([](Instant) {})) return;
                parts.news_.fetch_add(1);
                parts.programmes_->bell().ring();
            });
        }
        return service;
    } catch (const storage::StorageError& error) {
        return refuse(ErrorCode::InternalError, error.what());
    }
}

void Service::put_products(const ProgrammeKey& programme,
                           std::span<const storage::Product> products) {
    auto tx = database_->begin();
    storage::upsert_products(*tx, programme, products);
    tx->commit();
    OpenProgramme* open = programmes_->find(programme);
    OpenProgramme::Catalogue catalogue = *open->catalogue();
    for (const storage::Product& product : products) catalogue[product.sku] = product;
    open->set_catalogue(std::move(catalogue));
}

Result<void> create_key_ring(const std::filesystem::path& file,
                             const std::filesystem::path& data_folder) {
    try {
        storage::KeyRing::create(file, data_folder);
        return {};
    } catch (const storage::StorageError& error) {
        return refuse(ErrorCode::InternalError, error.what());
    }
}

}  // namespace vuelve::app
