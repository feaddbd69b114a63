// What definitions in one function mean for uses in another. As codestruct.flow.closures.
#include "flow.hpp"

#include <algorithm>

namespace {

using Places = std::vector<Place>;
using Range = std::pair<const Place *, const Place *>;

Ints chain(int32_t unit, const Ints &parents) {
    Ints found;
    for (; unit >= 0; unit = parents[unit]) found.push_back(unit);
    return found;
}

// The places of one unit; places come by ascending units.
Range of_unit(const Places &places, int32_t unit) {
    auto less = [](const Place &place, int32_t wanted) { return place.unit < wanted; };
    auto more = [](int32_t wanted, const Place &place) { return wanted < place.unit; };
    auto first = std::lower_bound(places.begin(), places.end(), unit, less);
    auto last = std::upper_bound(first, places.end(), unit, more);
    return {places.data() + (first - places.begin()), places.data() + (last - places.begin())};
}

Ints units_of(const Places &places) {
    Ints units;
    for (const Place &place : places) {
        if (units.empty() || units.back() != place.unit) units.push_back(place.unit);
    }
    return units;
}

// Which points of a unit can run after which others.
class Later {
public:
    explicit Later(const std::vector<Ints> &successors) : successors_(successors) {}
    // Whether control can get from one of some points to another point of the same unit.
    bool can_follow(const Places &first, const Place &second) {
        for (const Place &point : first) {
            if (point.block == second.block && second.position > point.position) return true;
            const Ints &beyond = reach(point.block);
            if (std::binary_search(beyond.begin(), beyond.end(), second.block)) return true;
        }
        return false;
    }

private:
    const Ints &reach(int32_t block) {
        auto [known, fresh] = beyond_.try_emplace(block);
        if (!fresh) return known->second;
        KeyTable seen;
        Ints todo{block};
        while (!todo.empty()) {
            const int32_t from = todo.back();
            todo.pop_back();
            for (int32_t target : successors_[from]) {
                bool first;
                seen.insert(target, 1, &first);
                if (!first) continue;
                known->second.push_back(target);
                todo.push_back(target);
            }
        }
        std::sort(known->second.begin(), known->second.end());
        return known->second;
    }
    const std::vector<Ints> &successors_;
    std::unordered_map<int32_t, Ints> beyond_;  // by block: those that control can enter after it, ascending
};

class Connector {
public:
    Connector(const Traced &traced, Pairs &pairs) : traced_(traced), pairs_(pairs), later_(traced.program.successors) {}
    void connect(int32_t number);

private:
    bool connect_pair(int32_t define_unit, int32_t use_unit, const Ints &above_use);
    bool add_pairs(const Places &defines, const Places &uses, const Ints &certain);
    int32_t child_below(const Ints &chain, int32_t unit) const {
        return *(std::find(chain.begin(), chain.end(), unit) - 1);
    }

    const Traced &traced_;
    Pairs &pairs_;
    Later later_;
    int32_t number_ = 0, symbol_ = 0;  // the shared symbol at hand
};

void Connector::connect(int32_t number) {
    number_ = number;
    symbol_ = traced_.shared_symbols[number];
    const Places &uses = traced_.uses[number], &defines = traced_.defines[number];
    if (uses.empty() || defines.empty()) return;
    const Ints &parents = traced_.program.unit_parent, definers = units_of(defines), none;
    std::unordered_map<int32_t, Ints> inside;  // unit -> the units in it that define the symbol
    for (int32_t unit : definers) {
        for (int32_t around = parents[unit]; around >= 0; around = parents[around]) inside[around].push_back(unit);
    }
    for (int32_t use_unit : units_of(uses)) {
        if (pairs_.is_capped(symbol_) || pairs_.is_late()) break;
        const Ints above_use = chain(use_unit, parents);
        const Range open = of_unit(traced_.open_uses[number], use_unit);
        auto known = inside.find(use_unit);
        const Ints &candidates = open.first != open.second ? definers : known == inside.end() ? none : known->second;
        for (int32_t define_unit : candidates) {
            if (define_unit != use_unit && !connect_pair(define_unit, use_unit, above_use)) break;
        }
    }
}

// Pair one unit's definitions with another unit's uses; false once the symbol has as many pairs as it may.
bool Connector::connect_pair(int32_t define_unit, int32_t use_unit, const Ints &above_use) {
    const Range all_defines = of_unit(traced_.defines[number_], define_unit);
    const Range all_uses = of_unit(traced_.uses[number_], use_unit), open = of_unit(traced_.open_uses[number_], use_unit);
    Places defines, uses;
    if (std::find(above_use.begin(), above_use.end(), define_unit) != above_use.end()) {
        // from around into the function: what is there when it is made, or comes after
        const int32_t child = child_below(above_use, define_unit);
        const int32_t *place = traced_.reaching_place.find(pair_key(child, symbol_));
        const Ints reaching = place ? traced_.reaching[*place] : Ints();
        for (const Place *one = all_defines.first; one != all_defines.second; one++) {
            const bool reaches = std::binary_search(reaching.begin(), reaching.end(), one->site);
            if (reaches || later_.can_follow(traced_.creations[child], *one)) defines.push_back(*one);
        }
        uses.assign(open.first, open.second);
        return add_pairs(defines, uses, reaching);
    }
    defines.assign(all_defines.first, all_defines.second);
    const Ints above_define = chain(define_unit, traced_.program.unit_parent);
    if (std::find(above_define.begin(), above_define.end(), use_unit) == above_define.end()) {
        uses.assign(open.first, open.second);
        return add_pairs(defines, uses, {});
    }
    const int32_t child = child_below(above_define, use_unit);  // from the function out: to what can run once it is made
    for (const Place *one = all_uses.first; one != all_uses.second; one++) {
        if (later_.can_follow(traced_.creations[child], *one)) uses.push_back(*one);
    }
    return add_pairs(defines, uses, {});
}

bool Connector::add_pairs(const Places &defines, const Places &uses, const Ints &certain) {
    for (const Place &use : uses) {
        for (const Place &define : defines) {
            const bool is_certain = std::binary_search(certain.begin(), certain.end(), define.site);
            if (!pairs_.add(symbol_, define.site, use.site, CLOSURE, is_certain)) return false;
        }
    }
    return true;
}

}  // namespace

void connect_units(const Traced &traced, Pairs &pairs) {
    Connector connector(traced, pairs);
    for (size_t number = 0; number < traced.shared_symbols.size(); number++) connector.connect(static_cast<int32_t>(number));
}
