// Reaching definitions within one unit, through static single assignment. As codestruct.flow.units.
#include "dominance.hpp"
#include "flow.hpp"

#include <algorithm>

namespace {

constexpr int64_t MOST_BITS = int64_t(1) << 31;  // of all sets of one unit; beyond, pairs are left out

// A set of values, as bits.
using Bits = std::vector<uint64_t>;

void add_bit(Bits &bits, int32_t value) {
    const size_t word = value >> 6;
    if (bits.size() <= word) bits.resize(word + 1);
    bits[word] |= uint64_t(1) << (value & 63);
}

void add_bits(Bits &bits, const Bits &more) {
    if (bits.size() < more.size()) bits.resize(more.size());
    for (size_t i = 0; i < more.size(); i++) bits[i] |= more[i];
}

bool has_bit(const Bits &bits, int32_t value) {
    return static_cast<size_t>(value >> 6) < bits.size() && (bits[value >> 6] >> (value & 63) & 1);
}

int64_t bit_length(const Bits &bits) {
    return bits.empty() ? 0 : static_cast<int64_t>(bits.size()) * 64 - __builtin_clzll(bits.back());
}

// A value is the number of a definition in `values_`, 0 for what was there at the entry; ~n is the phi n.
struct Phi {
    int32_t name;
    Ints ahead, around;  // the values that come along forward and back edges
};

class Unit {
public:
    Unit(int32_t unit, const Ints &own, const Flags &role, Traced &traced, Pairs &pairs)
        : unit_(unit), own_(own), role_(role), traced_(traced), pairs_(pairs), phis_(own.size()),
          current_(traced.current) {}
    void trace();

private:
    struct Read { int32_t site, name, value, block, position; };
    struct Seen { int32_t unit, name, value; };
    struct Change { int32_t name, value; };
    std::vector<Ints> local_successors() const;
    Ints find_crossing(const Dominance &dominance, std::vector<std::pair<int32_t, int32_t>> &defined);
    void place_phis(const Dominance &dominance);
    void rename(const Dominance &dominance, const std::vector<Ints> &successors);
    void rename_block(int32_t block, std::vector<Change> &changes);
    void create(int32_t unit, int32_t block, int32_t position);
    Bits join(const Ints &values, const std::vector<const Bits *> &known) const;
    void resolve();
    void settle();
    void pair();
    void open(int32_t name, int32_t site, int32_t block, int32_t position);
    const Ints &events(int32_t block) const { return traced_.program.blocks[own_[block]]; }

    int32_t unit_;
    const Ints &own_;
    const Flags &role_;
    Traced &traced_;
    Pairs &pairs_;
    Ints values_{-1};                                       // value -> defining site
    std::vector<Read> reads_;
    std::vector<Seen> seen_;
    std::vector<std::vector<std::pair<int32_t, int32_t>>> phis_;  // by block: symbol, phi
    std::vector<Phi> all_phis_;                             // in reverse postorder of their blocks
    std::vector<Bits> made_ahead_, made_everywhere_;
    std::vector<const Bits *> ahead_, everywhere_;          // by phi: what it stands for
    Ints &current_;                                         // by symbol: its value at this place; 0 in between
};

std::vector<Ints> Unit::local_successors() const {
    std::vector<Ints> found(own_.size());
    Ints last(own_.size(), -1);  // the block that a target was last noted for: once each
    for (size_t i = 0; i < own_.size(); i++) {
        for (int32_t target : traced_.program.successors[own_[i]]) {
            const int32_t local = traced_.local[target];
            if (traced_.program.block_unit[target] != unit_ || last[local] == static_cast<int32_t>(i)) continue;
            last[local] = static_cast<int32_t>(i);
            found[i].push_back(local);
        }
    }
    return found;
}

void Unit::trace() {
    std::vector<Ints> successors = local_successors();
    std::vector<Change> changes;
    if (own_.size() == 1 && successors[0].empty()) {
        rename_block(0, changes);
        for (const Change &change : changes) current_[change.name] = 0;
    } else {
        Dominance dominance(successors);
        place_phis(dominance);
        rename(dominance, successors);
    }
    resolve();
    pair();
}

// The symbols that are read across blocks; which block defines which.
Ints Unit::find_crossing(const Dominance &dominance, std::vector<std::pair<int32_t, int32_t>> &defined) {
    Ints crossing, &done = traced_.done, &crosses = traced_.crosses;
    const int32_t unit_stamp = ++traced_.stamp;
    auto cross = [&](int32_t name) {
        if (crosses[name] != unit_stamp) crossing.push_back(name);
        crosses[name] = unit_stamp;
    };
    for (int32_t block : dominance.order) {
        const int32_t stamp = ++traced_.stamp;
        for (int32_t event : events(block)) {
            const int32_t what = event & 7;
            if (what == CREATE) {
                for (int32_t name : traced_.wanted[event >> 3]) cross(name);
                continue;
            }
            const int32_t name = traced_.symbol[event >> 3], role = role_[event >> 3];
            if (name < 0) continue;
            if ((what == READ || (what == OCCUR && role != DEFINE)) && done[name] != stamp) cross(name);
            if (what != READ && (what != OCCUR || role != USE) && done[name] != stamp) {
                done[name] = stamp;
                defined.emplace_back(name, block);
            }
        }
    }
    return crossing;
}

// Put a phi for each symbol that is read across blocks wherever its definitions meet.
void Unit::place_phis(const Dominance &dominance) {
    if (!dominance.has_frontier) return;
    std::vector<std::pair<int32_t, int32_t>> defined;
    const Ints crossing = find_crossing(dominance, defined);
    std::sort(defined.begin(), defined.end());
    for (int32_t name : crossing) {
        Ints todo;
        for (auto one = std::lower_bound(defined.begin(), defined.end(), std::pair(name, -1));
             one != defined.end() && one->first == name; ++one) {
            todo.push_back(one->second);
        }
        while (!todo.empty()) {
            const int32_t block = todo.back();
            todo.pop_back();
            for (int32_t meeting : dominance.frontier[block]) {
                auto &there = phis_[meeting];
                if (!there.empty() && there.back().first == name) continue;  // names come one after the other
                there.emplace_back(name, 0);
                todo.push_back(meeting);
            }
        }
    }
    for (int32_t block : dominance.order) {
        for (auto &[name, phi] : phis_[block]) {
            phi = static_cast<int32_t>(all_phis_.size());
            all_phis_.push_back({name, {}, {}});
        }
    }
}

// Walk the dominator tree with the current value of each symbol at hand.
void Unit::rename(const Dominance &dominance, const std::vector<Ints> &successors) {
    Ints rank(own_.size());
    for (size_t place = 0; place < dominance.order.size(); place++) rank[dominance.order[place]] = static_cast<int32_t>(place);
    std::vector<Change> changes;
    std::vector<std::pair<int32_t, int64_t>> stack{{0, -1}};  // a block to enter, or one to leave and its first change
    while (!stack.empty()) {
        const auto [block, first] = stack.back();
        stack.pop_back();
        if (first >= 0) {
            for (size_t i = changes.size(); i-- > static_cast<size_t>(first);) current_[changes[i].name] = changes[i].value;
            changes.resize(first);
            continue;
        }
        const int64_t before = static_cast<int64_t>(changes.size());
        for (const auto &[name, phi] : phis_[block]) {
            changes.push_back({name, current_[name]});
            current_[name] = ~phi;
        }
        rename_block(block, changes);
        for (int32_t target : successors[block]) {
            for (const auto &[name, phi] : phis_[target]) {
                (rank[target] > rank[block] ? all_phis_[phi].ahead : all_phis_[phi].around).push_back(current_[name]);
            }
        }
        if (block == 0) {
            for (const auto &[name, phi] : phis_[0]) all_phis_[phi].ahead.push_back(0);
        }
        stack.emplace_back(block, before);
        const Ints &below = dominance.children[block];
        for (auto child = below.rbegin(); child != below.rend(); ++child) stack.emplace_back(*child, -1);
    }
}

// Let the events of one block happen: reads take the current value, definitions make a new one.
void Unit::rename_block(int32_t block, std::vector<Change> &changes) {
    const Ints &list = events(block);
    for (size_t i = 0; i < list.size(); i++) {
        const int32_t site = list[i] >> 3, what = list[i] & 7, position = static_cast<int32_t>(i);
        if (what == CREATE) {
            create(site, own_[block], position);
            continue;
        }
        const int32_t name = traced_.symbol[site];
        if (name < 0) continue;
        const int32_t doing = what == OCCUR ? role_[site] : what == READ ? USE : DEFINE, shared = traced_.shared[name];
        if (doing >= USE) {
            reads_.push_back({site, name, current_[name], own_[block], position});
            if (shared >= 0) traced_.uses[shared].push_back({unit_, site, own_[block], position});
            if (doing == USE) continue;
        }
        changes.push_back({name, current_[name]});
        current_[name] = static_cast<int32_t>(values_.size());
        const bool kills = what == KILL || doing == DELETE;
        values_.push_back(kills ? -1 : site);
        if (!kills && shared >= 0) traced_.defines[shared].push_back({unit_, site, own_[block], position});
    }
}

// A unit inside this one comes into being: control can get to it, and it sees the values of this place.
void Unit::create(int32_t unit, int32_t block, int32_t position) {
    traced_.creations[unit].push_back({unit, 0, block, position});
    traced_.alive[unit] = 1;
    for (int32_t name : traced_.wanted[unit]) seen_.push_back({unit, name, current_[name]});
}

Bits Unit::join(const Ints &values, const std::vector<const Bits *> &known) const {
    Bits bits;
    for (int32_t value : values) {
        if (value >= 0) {
            add_bit(bits, value);
        } else {
            add_bits(bits, *known[~value]);
        }
    }
    return bits;
}

// The values that each phi stands for: along forward edges alone, and along all edges.
void Unit::resolve() {
    made_ahead_.resize(all_phis_.size());
    int64_t size = 0;
    for (size_t phi = 0; phi < all_phis_.size(); phi++) {  // what comes along forward edges is known
        ahead_.push_back(&made_ahead_[phi]);
        if (size < MOST_BITS) made_ahead_[phi] = join(all_phis_[phi].ahead, ahead_);
        size += bit_length(made_ahead_[phi]);
    }
    everywhere_ = ahead_;
    if (size >= MOST_BITS) {
        for (const Phi &phi : all_phis_) pairs_.cap(phi.name);
        return;
    }
    settle();
}

void Unit::settle() {
    Ints todo;
    Flags waiting(all_phis_.size());
    for (size_t phi = all_phis_.size(); phi-- > 0;) {
        if (all_phis_[phi].around.empty()) continue;
        todo.push_back(static_cast<int32_t>(phi));
        waiting[phi] = 1;
    }
    if (todo.empty()) return;
    made_everywhere_.resize(all_phis_.size());
    std::vector<Ints> readers(all_phis_.size());
    for (size_t phi = 0; phi < all_phis_.size(); phi++) {
        for (const Ints *values : {&all_phis_[phi].ahead, &all_phis_[phi].around}) {
            for (int32_t value : *values) {
                if (value < 0) readers[~value].push_back(static_cast<int32_t>(phi));
            }
        }
    }
    while (!todo.empty()) {
        const int32_t phi = todo.back();
        todo.pop_back();
        waiting[phi] = 0;
        Bits bits = join(all_phis_[phi].around, everywhere_);
        add_bits(bits, join(all_phis_[phi].ahead, everywhere_));
        if (bits == *everywhere_[phi]) continue;
        made_everywhere_[phi] = std::move(bits);
        everywhere_[phi] = &made_everywhere_[phi];
        for (int32_t reader : readers[phi]) {
            if (!waiting[reader]) todo.push_back(reader);
            waiting[reader] = 1;
        }
    }
}

// One pair for each definition that a read may see; note the reads that see what was before the unit.
void Unit::pair() {
    for (const Read &read : reads_) {
        if (read.value == 0) {
            open(read.name, read.site, read.block, read.position);
        } else if (read.value > 0) {
            const int32_t define = values_[read.value];
            if (define >= 0) pairs_.add(read.name, define, read.site, PLAIN_FLOW, true);
        } else {
            const Bits &plain = *ahead_[~read.value], &all = *everywhere_[~read.value];
            if (has_bit(all, 0)) open(read.name, read.site, read.block, read.position);
            bool room = true;
            for (size_t word = 0; room && word < all.size(); word++) {
                for (uint64_t left = all[word]; room && left; left &= left - 1) {
                    const int32_t value = static_cast<int32_t>(word * 64 + __builtin_ctzll(left)), define = values_[value];
                    if (value == 0 || define < 0) continue;
                    room = pairs_.add(read.name, define, read.site, has_bit(plain, value) ? PLAIN_FLOW : CARRIED, true);
                }
            }
        }
    }
    for (const Seen &seen : seen_) {
        bool fresh;
        const int32_t place = traced_.reaching_place.insert(pair_key(seen.unit, seen.name),
                                                            static_cast<int32_t>(traced_.reaching.size()), &fresh);
        if (fresh) traced_.reaching.emplace_back();
        Ints &found = traced_.reaching[place];
        auto reach = [&](int32_t value) {
            if (values_[value] >= 0) found.push_back(values_[value]);
        };
        if (seen.value > 0) reach(seen.value);
        for (size_t word = 0; seen.value < 0 && word < everywhere_[~seen.value]->size(); word++) {
            for (uint64_t left = (*everywhere_[~seen.value])[word]; left; left &= left - 1) {
                reach(static_cast<int32_t>(word * 64 + __builtin_ctzll(left)));
            }
        }
    }
}

void Unit::open(int32_t name, int32_t site, int32_t block, int32_t position) {
    const int32_t shared = traced_.shared[name];
    if (shared >= 0) traced_.open_uses[shared].push_back({unit_, site, block, position});
}

}  // namespace

void trace_unit(int32_t unit, const Ints &own, const Flags &role, Traced &traced, Pairs &pairs) {
    Unit(unit, own, role, traced, pairs).trace();
}
