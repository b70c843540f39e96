#pragma once

#include <deque>
#include <map>
#include <set>

#include "app/engine.h"
#include "app/programmes.h"

/// One group of commands inside one transaction: what it loads, decides and will append. Internal
/// to the writer.
namespace vuelve::app {

class Group {
 public:
    Group(Programmes& programmes, storage::Transaction& tx, storage::FreshIds& ids)
        : programmes_(programmes), tx_(tx), ids_(ids) {}

    /// Due jobs of whom it touches, then the command itself; the programme's state advances.
    Answer decide(Ask& ask, const std::optional<MemberReference>& member, Instant at);
    /// The scheduler alone, for these holders.
    void settle(const ProgrammeKey& programme, const std::vector<HolderId>& holders, Instant at);
    /// Appends everything decided. False when there was nothing to write.
    bool append();
    /// Spent lots need not stay in memory: what takes them back loads them again.
    void forget_spent();

 private:
    struct Pending {
        Decision decision;
        std::string document;
        TxnId parent{};
    };

    void load_for(OpenProgramme& programme,
                  Ask& ask,
                  const std::optional<MemberReference>& member,
                  std::vector<HolderId>& touched);
    void load_key(OpenProgramme& programme, const std::string& key);
    void load_purchase(OpenProgramme& programme,
                       const std::string& id,
                       std::vector<HolderId>& touched);
    void load_budgets(OpenProgramme& programme);
    void load_vouchers(OpenProgramme& programme,
                       const std::vector<std::string>& codes,
                       std::vector<HolderId>& touched);
    /// The member or household, its survivor and its household with it.
    bool load_holder(OpenProgramme& programme, HolderId id, std::vector<HolderId>& touched);
    std::optional<HolderId> find_member(OpenProgramme& programme,
                                        const std::optional<MemberReference>& member);
    std::optional<Error> enrol_person(OpenProgramme& programme,
                                      const Ask& ask,
                                      Instant at,
                                      bool write);
    void settle(OpenProgramme& programme, const std::vector<HolderId>& holders, Instant at);
    void keep(OpenProgramme& programme, Decision decision, std::string document);

    Programmes& programmes_;
    storage::Transaction& tx_;
    storage::FreshIds& ids_;
    std::map<OpenProgramme*, std::deque<Pending>> pending_;
    std::set<std::pair<OpenProgramme*, HolderId>> touched_;
};

}  // namespace vuelve::app
