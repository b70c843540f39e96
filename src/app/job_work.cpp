#include "app/job_work.h"

#include "app/exports.h"
#include "app/import_csv.h"
#include "app/import_run.h"
#include "app/tell_event.h"
#include "codec/json_writer.h"

namespace vuelve::app {
namespace {

/// Small groups, so that a till that comes along waits for two hundred rows and no more.
constexpr FeedPace beside_a_shop{.batch_max = 200, .in_flight_max = 1};

/// The parts of a file, one after the other; one of them in memory.
class PieceStream final : public TextStream {
 public:
    PieceStream(Service& service, const storage::JobStore& store, const JobRow& job)
        : service_(service),
          store_(store),
          id_(job.id),
          size_(static_cast<std::uint64_t>(job.total)) {}

    Result<std::size_t> read(std::span<char> out) override {
        while (place_ == piece_.size()) {
            auto next =
                store_.piece(*service_.database().fan_out(), id_, JobFile::Input, ++number_);
            if (!next) return std::size_t{0};
            piece_ = *std::move(next);
            place_ = 0;
        }
        const std::size_t count = std::min(out.size(), piece_.size() - place_);
        std::copy_n(piece_.data() + place_, count, out.data());
        place_ += count;
        taken_ += count;
        return count;
    }
    std::uint64_t taken() const override { return taken_; }
    std::uint64_t size() const override { return size_; }

 private:
    Service& service_;
    const storage::JobStore& store_;
    std::int64_t id_;
    std::uint64_t size_;
    std::string piece_;
    int number_ = 0;
    std::size_t place_ = 0;
    std::uint64_t taken_ = 0;
};

/// Rows until somebody says stop.
class StoppableRows final : public RowSource {
 public:
    StoppableRows(RowSource& rows, std::function<bool()> is_over)
        : rows_(rows), is_over_(std::move(is_over)) {}

    const std::vector<std::string>& columns() const override { return rows_.columns(); }
    std::optional<std::expected<Row, BadRow>> next() override {
        if (stopped_ || is_over_()) {
            stopped_ = true;
            return std::nullopt;
        }
        return rows_.next();
    }
    bool stopped() const { return stopped_; }

 private:
    RowSource& rows_;
    std::function<bool()> is_over_;
    bool stopped_ = false;
};

std::string words_of(const Error& error) {
    return std::string(literal(error.code)) + (error.message.empty() ? "" : ": " + error.message);
}

}  // namespace

bool JobWork::is_over() {
    return stop_.stop_requested() || job_.stopping || jobs_.is_stopping(job_.id);
}

void JobWork::run() {
    if (!take()) return;
    try {
        job_.is_export ? write_rows() : take_rows();
    } catch (const std::exception& error) {
        jobs_.say_("a job failed: " + std::string(error.what()));
        finish(JobState::Failed, std::string(literal(ErrorCode::InternalError)));
    }
}

bool JobWork::take() {
    auto tx = service_.database().begin();
    const auto now = store_.find(*tx, job_.id);  // it may have been cancelled since it was found
    if (!now || (now->state != JobState::Waiting && now->state != JobState::Running)) return false;
    job_ = *now;
    job_.state = job_.stopping ? JobState::Cancelled : JobState::Running;
    if (!job_.started_at) job_.started_at = service_.now();
    if (job_.stopping) job_.ended_at = service_.now();
    job_.done = 0;
    store_.save(*tx, job_);
    tx->commit();
    jobs_.show(programme_.key(), job_);
    return !job_.stopping;
}

void JobWork::take_rows() {
    const auto options = parse_json(job_.options);
    const auto request = options ? decode_import(*options) : std::unexpected(options.error());
    if (!request) return finish(JobState::Failed, words_of(request.error()));
    {
        auto tx = service_.database().begin();
        store_.drop_pieces(*tx, job_.id, JobFile::Rejected);
        tx->commit();
    }
    auto table =
        open_table(std::make_unique<PieceStream>(service_, store_, job_), request->delimiter);
    if (!table) return finish(JobState::Failed, words_of(table.error()));
    StoppableRows rows(*table->rows, [this] { return is_over(); });
    const ImportWatch watch{
        .rejected =
            [this](const RowFault& fault) {
                if (piece_ == 0 && text_.empty()) text_ = rejected_header();
                add_text(JobFile::Rejected, rejected_record(fault));
            },
        .progress =
            [this, stream = table->stream](const ImportTotals& totals) {
                job_.done = static_cast<std::int64_t>(stream->taken());
                show_progress(totals_json(totals));
            },
        .opened = [this](TxnId txn, HolderId member) { txns_.push_back({txn, member}); }};
    const auto totals = run_import(service_, programme_, rows, *request,
                                   {.actor = job_.actor,
                                    .pace = beside_a_shop,
                                    .resumed_after = TxnId{job_.first_id},
                                    .dry_run = request->dry_run,
                                    .may_adjust = job_.may_adjust},
                                   watch);
    if (!totals) return finish(JobState::Failed, words_of(totals.error()));
    job_.totals = totals_json(*totals);
    if (!text_.empty()) flush(JobFile::Rejected);
    if (stop_.stop_requested()) return save();
    if (rows.stopped()) return finish(JobState::Cancelled);
    if (totals->stopped.empty()) return finish(JobState::Done);
    // Nobody knows, or too much to do: once more, under the same keys.
    if (!totals->stopped.starts_with(literal(ErrorCode::StorageFull))) return save();
    finish(JobState::Failed, totals->stopped);
}

void JobWork::write_rows() {
    const auto options = parse_json(job_.options);
    const auto request = options ? decode_export(*options) : std::unexpected(options.error());
    if (!request) return finish(JobState::Failed, words_of(request.error()));
    {
        auto tx = service_.database().begin();
        store_.drop_pieces(*tx, job_.id, JobFile::Result);
        tx->commit();
    }
    constexpr std::int64_t show_every = 500;
    const ExportTotals totals =
        run_export(service_, programme_, *request,
                   {.text = [this](std::string_view text) { add_text(JobFile::Result, text); },
                    .is_over =
                        [this](const ExportTotals& so_far) {
                            job_.done = so_far.rows;
                            if (so_far.rows % show_every == 0) show_progress(totals_json(so_far));
                            return is_over();
                        }});
    if (!text_.empty()) flush(JobFile::Result);
    job_.done = totals.rows;
    job_.totals = totals_json(totals);
    if (totals.is_complete) return finish(JobState::Done);
    if (stop_.stop_requested()) return save();
    finish(JobState::Cancelled);
}

void JobWork::show_progress(const std::string& totals) {
    job_.totals = totals;
    jobs_.show(programme_.key(), job_);
    if (std::chrono::steady_clock::now() - saved_ > save_every) save();
}

void JobWork::add_text(JobFile file, std::string_view text) {
    text_ += text;
    if (text_.size() >= piece_bytes) flush(file);
}

void JobWork::flush(JobFile file) {
    auto tx = service_.database().begin();
    store_.put_piece(*tx, job_.id, file, piece_++, text_);
    tx->commit();
    text_.clear();
}

void JobWork::save() {
    auto tx = service_.database().begin();
    // Whoever cancelled before it was seen to run had only the row to say so in.
    if (const auto now = store_.find(*tx, job_.id)) job_.stopping = now->stopping;
    store_.put_txns(*tx, job_.id, txns_);
    store_.save(*tx, job_);
    if (job_.state == JobState::Failed) tell_failure(*tx);
    tx->commit();
    if (job_.state == JobState::Failed) service_.programmes().bell().ring();
    txns_.clear();
    saved_ = std::chrono::steady_clock::now();
    jobs_.show(programme_.key(), job_);
}

void JobWork::finish(JobState state, std::string error) {
    job_.state = state;
    job_.error = std::move(error);
    job_.ended_at = service_.now();
    if (state == JobState::Done) job_.done = job_.is_export ? job_.done : job_.total;
    save();
}

void JobWork::tell_failure(storage::Transaction& tx) {
    JsonWriter data;
    data.begin_object().member("job", public_job_id(programme_, job_.id)).end_object();
    tell_event(programme_, tx, "job.failed", {}, std::move(data).text(), service_.now());
}

}  // namespace vuelve::app
