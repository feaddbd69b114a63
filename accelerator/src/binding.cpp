// Program -> Bindings: which symbol each occurrence of a name is. As codestruct.binding.
#include "program.hpp"
#include "table_of_keys.hpp"

#include <algorithm>
#include <string>

namespace {

struct Entry {
    int32_t since, symbol;  // visible from; -1 for a symbol: no longer known
};

class Resolver {
public:
    Resolver(const Program &program, const Language &tables);
    Bindings resolve();

private:
    Ints nearest(std::initializer_list<int32_t> kinds) const;
    const std::vector<Entry> *entries(int32_t scope, int32_t name) const {
        const int32_t *found = known_.find(pair_key(scope, name));
        return found ? &lists_[*found] : nullptr;
    }
    std::vector<Entry> &make_entries(int32_t scope, int32_t name);
    int32_t last_seen(const std::vector<Entry> &entries, int32_t where) const;
    int32_t known_at(int32_t site) const;
    int32_t mean(int32_t site);
    int32_t target(int32_t site, int32_t intro) const;
    int32_t out_of_headers(int32_t scope) const;
    int32_t introduce(int32_t scope, int32_t site, bool hoisted);
    int32_t look_up(int32_t site, int32_t name, int32_t visible);
    int32_t global(int32_t name);
    int32_t new_symbol(int32_t scope, int32_t name);
    void pair_names();

    const Program &p_;
    const Language &tables_;
    Ints header_, owner_, owner_class_, passed_;
    KeyTable known_, elsewhere_, found_;  // by (scope, name): a list's number, 1 for a global else 0, a symbol
    std::vector<std::vector<Entry>> lists_;
    std::unordered_map<int32_t, int32_t> twin_;
    Bindings made_;
    bool settled_ = false;   // whether all names that something introduces are known
    bool in_order_ = true;   // whether later entries of a name are seen later, as they are but for odd code
};

Resolver::Resolver(const Program &program, const Language &tables)
    : p_(program), tables_(tables), known_(program.name.size()), found_(program.name.size()) {
    const bool headers = std::find(p_.scope_kind.begin(), p_.scope_kind.end(), HEADER) != p_.scope_kind.end();
    header_ = headers ? nearest({HEADER}) : p_.scope_kind;
    owner_ = nearest({MODULE, FUNCTION, CLASS, SEALED, BODY});
    owner_class_ = nearest({MODULE, CLASS});
    if (tables.else_apart) pair_names();
}

// For each scope the innermost one of some kinds around it or it itself; the module's where there is none.
Ints Resolver::nearest(std::initializer_list<int32_t> kinds) const {
    Ints found;
    for (int32_t scope = 0; scope < static_cast<int32_t>(p_.scope_kind.size()); scope++) {
        const bool own = scope == 0 || std::find(kinds.begin(), kinds.end(), p_.scope_kind[scope]) != kinds.end();
        found.push_back(own ? scope : found[p_.scope_parent[scope]]);
    }
    return found;
}

// Names of the same text, one of them of the name space apart: each to the other.
void Resolver::pair_names() {
    std::unordered_map<std::string, int32_t> first;
    for (Py_ssize_t name = 0; name < PyTuple_GET_SIZE(p_.names.get()); name++) {
        Py_ssize_t size;
        const char *text = PyUnicode_AsUTF8AndSize(PyTuple_GET_ITEM(p_.names.get(), name), &size);
        if (!text) throw PythonError();
        auto [known, fresh] = first.try_emplace(std::string(text, size), static_cast<int32_t>(name));
        if (fresh) continue;
        twin_[static_cast<int32_t>(name)] = known->second;
        twin_[known->second] = static_cast<int32_t>(name);
    }
}

Bindings Resolver::resolve() {
    const int32_t count = static_cast<int32_t>(p_.name.size());
    made_.symbol.assign(count, -1);
    for (int32_t site = 0; site < count; site++) {
        const int32_t intro = p_.intro[site];
        if (intro == GLOBAL || intro == NONLOCAL) {
            elsewhere_.insert(pair_key(owner_[p_.scope[site]], p_.name[site]), 0) = intro == GLOBAL;
        }
    }
    Ints later, uses;
    for (int32_t site = 0; site < count; site++) {
        const int32_t intro = p_.intro[site];
        if (intro && intro != GLOBAL && intro != NONLOCAL) {
            const int32_t scope = intro == NEAREST ? known_at(site) : target(site, intro);
            if (!elsewhere_.find(pair_key(scope, p_.name[site]))) {
                made_.symbol[site] = introduce(scope, site, false);
                continue;
            }
        }
        later.push_back(site);
    }
    for (int32_t site : later) {
        if (p_.role[site] == USE) {
            uses.push_back(site);
            continue;
        }
        int32_t symbol = mean(site);
        if (symbol < 0) symbol = introduce(tables_.has_member_rules ? owner_class_[p_.scope[site]] : 0, site, true);
        made_.symbol[site] = symbol;
    }
    settled_ = true;
    for (int32_t site : uses) made_.symbol[site] = mean(site);
    return std::move(made_);
}

std::vector<Entry> &Resolver::make_entries(int32_t scope, int32_t name) {
    bool fresh;
    const int32_t place = known_.insert(pair_key(scope, name), static_cast<int32_t>(lists_.size()), &fresh);
    if (fresh) lists_.emplace_back();
    return lists_[place];
}

// The symbol of the last entry that is known at a place, -1 for none.
int32_t Resolver::last_seen(const std::vector<Entry> &entries, int32_t where) const {
    if (in_order_) {
        auto after = std::upper_bound(entries.begin(), entries.end(), where,
                                      [](int32_t wanted, const Entry &one) { return wanted < one.since; });
        return after == entries.begin() ? -1 : (after - 1)->symbol;
    }
    for (auto one = entries.rbegin(); one != entries.rend(); ++one) {
        if (one->since <= where) return one->symbol;
    }
    return -1;
}

// The scope around a site that knows its name by then, not beyond a sealed one; else the nearest owner.
int32_t Resolver::known_at(int32_t site) const {
    for (int32_t scope = p_.scope[site]; scope >= 0;) {
        const auto *found = entries(scope, p_.name[site]);
        if (found && last_seen(*found, p_.start[site]) >= 0) return scope;
        scope = p_.scope_kind[scope] == SEALED ? -1 : p_.scope_parent[scope];
    }
    return owner_[p_.scope[site]];
}

// What a site that introduces nothing means: else a name apart (Ruby: a method; Rust: an item).
int32_t Resolver::mean(int32_t site) {
    const int32_t symbol = look_up(site, p_.name[site], p_.visible[site]);
    if (symbol >= 0 || twin_.empty()) return symbol;
    auto twin = twin_.find(p_.name[site]);
    return twin == twin_.end() ? symbol : look_up(site, twin->second, -1);
}

// The scope that a site introduces its name in.
int32_t Resolver::target(int32_t site, int32_t intro) const {
    int32_t scope = p_.scope[site];
    if (intro == IN_BLOCK) return out_of_headers(scope);
    if (intro == IN_HEADER) return header_[scope];
    if (intro == IN_MODULE) return 0;
    if (intro == IN_CLASS) return owner_class_[scope];
    scope = owner_[scope];
    if (p_.scope_kind[scope] == BODY && (intro == IN_OUTER || entries(p_.scope_parent[scope], p_.name[site]))) {
        scope = p_.scope_parent[scope];  // a parameter, declared once more
    }
    return intro == IN_OUTER ? out_of_headers(std::max(p_.scope_parent[scope], 0)) : scope;
}

int32_t Resolver::out_of_headers(int32_t scope) const {
    while (p_.scope_kind[scope] == HEADER) scope = p_.scope_parent[scope];
    return scope;
}

int32_t Resolver::new_symbol(int32_t scope, int32_t name) {
    made_.symbol_scope.push_back(scope);
    made_.symbol_name.push_back(name);
    return static_cast<int32_t>(made_.symbol_name.size()) - 1;
}

// The symbol that a site makes known in a scope: one already there, or a new one.
int32_t Resolver::introduce(int32_t scope, int32_t site, bool hoisted) {
    std::vector<Entry> &entries = make_entries(scope, p_.name[site]);
    const uint8_t rule = tables_.visible_from_name[p_.scope_kind[scope]];  // 0: hoisted, 1: from the name on
    int32_t since = -1;
    if (!hoisted && rule != 0 && p_.visible[site] >= 0) since = rule == 1 ? p_.start[site] : p_.visible[site];
    if (!entries.empty() && (!tables_.redeclare_new || entries.back().since == -1 || entries.back().since == since)) {
        return entries.back().symbol;  // known, or introduced by another part of the same pattern
    }
    const int32_t symbol = new_symbol(scope, p_.name[site]);
    in_order_ &= entries.empty() || entries.back().since <= since;
    entries.push_back({since, symbol});
    auto until = p_.until.find(site);
    if (until != p_.until.end() && until->second) entries.push_back({until->second, -1});
    return symbol;
}

// The symbol that a site means under a name, -1 for none.
int32_t Resolver::look_up(int32_t site, int32_t name, int32_t visible) {
    const int32_t where = p_.start[site], first = p_.scope[site];
    if (const int32_t *known = found_.find(pair_key(first, name))) return *known;
    bool inside = false, plain = true;
    int32_t symbol = -1;
    passed_.clear();
    for (int32_t scope = first; scope >= 0;) {
        const int32_t kind = p_.scope_kind[scope], *away = elsewhere_.find(pair_key(scope, name));
        if (away) {
            if (*away) {
                symbol = global(name);
                break;
            }
            inside = true;  // nonlocal: an enclosing function's
        } else if (!(kind == CLASS && inside && tables_.class_hidden)) {
            const auto *known = entries(scope, name);
            if (known && !known->empty()) {
                plain &= known->back().since < 0;
                symbol = last_seen(*known, where);
                if (symbol >= 0) break;
            }
        }
        if (kind == SEALED && !away && visible >= 0) break;
        passed_.push_back(scope);
        inside |= kind == FUNCTION || kind == COMPREHENSION || kind == SEALED;
        scope = p_.scope_parent[scope];
        if (!inside && tables_.class_hidden) passed_.clear();  // a class hides by where the look-up started
        const bool same = inside || !tables_.class_hidden;
        const int32_t *hit = same && scope >= 0 ? found_.find(pair_key(scope, name)) : nullptr;
        if (hit && plain && p_.scope_kind[scope] != CLASS) {
            symbol = *hit;
            break;
        }
    }
    if (plain && (symbol >= 0 || settled_)) {
        found_.insert(pair_key(first, name), 0) = symbol;
        for (size_t i = 0; !tables_.class_hidden && i < passed_.size(); i++) {
            found_.insert(pair_key(passed_[i], name), 0) = symbol;
        }
    }
    return symbol;
}

// The module's symbol of a name, made where a function declares it global and the module never binds it.
int32_t Resolver::global(int32_t name) {
    std::vector<Entry> &entries = make_entries(0, name);
    if (entries.empty()) {
        found_.clear();  // what was free may not be so any more
        entries.push_back({-1, new_symbol(0, name)});
    }
    return entries[0].symbol;
}

}  // namespace

Bindings bind_names(const Program &program, const Language &tables) { return Resolver(program, tables).resolve(); }
