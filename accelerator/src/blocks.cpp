// Blocks: the program while it grows, its blocks, edges and labels, scopes and sites.
#include "machine.hpp"

int32_t Machine::new_block() {
    blocks_.emplace_back();
    block_unit_.push_back(unit_);
    live_.push_back(0);
    return static_cast<int32_t>(blocks_.size()) - 1;
}

int32_t Machine::new_label() {
    label_block_.push_back(NOWHERE);
    reached_.push_back(0);
    return static_cast<int32_t>(label_block_.size()) - 1;
}

// Let control go from the current block to a label; inside a `try`, to the handler too if it did something.
void Machine::edge(int32_t label) {
    if (block_ < 0) return;
    if (handler_ >= 0 && label != handler_ && can_raise()) {
        edge_source_.push_back(block_);
        edge_label_.push_back(handler_);
        if (live_[block_]) reached_[handler_] = 1;
    }
    if (live_[block_]) reached_[label] = 1;
    edge_source_.push_back(block_);
    edge_label_.push_back(label);
}

// Whether something in the current block can fail after its definition, which is always the first event.
bool Machine::can_raise() const {
    const Ints &events = blocks_[block_];
    if (events.size() == 1 && !tables.raises_after) {
        const int32_t event = events[0];
        return (event & 7) == READ || ((event & 7) == OCCUR && role_[event >> 3] == USE);
    }
    return !events.empty();
}

int32_t Machine::goto_label(const std::string &name) {
    auto [found, fresh] = goto_labels_.try_emplace({unit_, scope_, name}, NOWHERE);
    if (fresh) {
        found->second = new_label();
        gotos_.push_back({unit_, scope_, name, found->second});
    }
    return found->second;
}

void Machine::leave(int32_t label) {
    edge(label);
    block_ = NOWHERE;
}

void Machine::place(int32_t label) {
    edge(label);
    arrive(label);
}

void Machine::arrive(int32_t label) {
    block_ = label_block_[label] = new_block();
    live_[block_] = reached_[label];
}

// Inside a `try`: control may leave from here to the handler.
void Machine::cut() {
    if (handler_ >= 0 && block_ >= 0) {
        edge(handler_);
        place(new_label());
    }
}

void Machine::emit(int32_t event) {
    if (block_ < 0) block_ = new_block();
    blocks_[block_].push_back(event);
}

// Append an event to the unit around: the name of a function whose header holds name and parameters alike.
void Machine::emit_outside(int32_t event) {
    Frame &frame = frames_.back();
    if (frame.block < 0) {
        std::swap(unit_, frame.unit);
        frame.block = new_block();
        std::swap(unit_, frame.unit);
    }
    blocks_[frame.block].push_back(event);
}

void Machine::open_scope(int32_t row, int32_t kind) {
    auto [found, fresh] = scope_of_.try_emplace(row, static_cast<int32_t>(scope_parent_.size()));
    if (fresh) {
        scope_parent_.push_back(scope_);
        scope_kind_.push_back(kind);
    }
    scope_ = found->second;
}

void Machine::enter_block(int32_t row) {
    const ScopeRule *known = rule(row);
    if (!known) return;
    const bool block = known->kind == scope::block_, header = known->kind == scope::header_;
    if (!block && !header && known->kind != scope::comprehension_) return;
    if (opens_none(row, *known)) return;
    if (known->parts.present >> part::outer_ & 1) {
        for (int32_t child : split(row, known->parts).get(part::outer_)) outer_scope_[child] = scope_;
    }
    open_scope(row, block ? BLOCK : header ? HEADER : COMPREHENSION);
}

// Names `first` to `last` - 1 occur in ordinary code, which reads them.
void Machine::read(int32_t first, int32_t last) {
    if (block_ < 0) block_ = new_block();
    for (int32_t site = first; site < last; site++) {
        blocks_[block_].push_back(site * 8);
        site_scope_[site] = scope_;
    }
}

// One occurrence of a name: the event of it.
void Machine::occur(int32_t row, int32_t context, int32_t visible) {
    if (context & SMALL && start[row] < end[row] && tree.data[start[row]] >= 'A' && tree.data[start[row]] <= 'Z') {
        context = USE;
    }
    const int32_t role = context & 7, intro = context >> 3 & 15, site = names_before[row];
    if (role == SILENT) return;
    if (site_scope_[site] < 0) {
        site_scope_[site] = scope_;
        role_[site] = role;
        intro_[site] = role == USE && intro != NONLOCAL ? 0 : intro;
        if (context & APART) {
            visible_[site] = NOWHERE;
        } else if (visible_[site] >= 0) {
            visible_[site] = visible;
        }
    }
    if (role == DECLARE && !(context & ENTRY)) return;
    if (context & LAST && role != USE) {
        if (role == UPDATE) emit(site * 8 + READ);
        deferred_.push_back(site * 8 + (role == UPDATE ? DEFINED : OCCUR));
        return;
    }
    if (role != USE && (hoisting_ || context & ENTRY)) {
        (hoisting_ ? hoisted_ : entry_events_)[unit_].push_back(site * 8 + DEFINED);
        if (hoisting_ || role == DECLARE) return;
    }
    if (intro == IN_OUTER && !frames_.empty()) {
        emit_outside(site * 8);
        return;
    }
    if (handler_ >= 0 && role != USE) cut();
    emit(site * 8);
}

// Let the definitions happen that were put off since there were `count` of them.
void Machine::define_deferred(size_t count) {
    Ints late(deferred_.begin() + count, deferred_.end());
    deferred_.resize(count);
    for (int32_t event : late) {
        if (handler_ >= 0) cut();
        emit(event);
    }
}

void Machine::create(int32_t row, bool hoisted) {
    const int32_t event = unit_of_[row] * 8 + CREATE;
    if (hoisted) {
        hoisted_[unit_].push_back(event);
    } else {
        emit(event);
    }
}

// Let each goto lead to the label of its name in the nearest scope around, else (C) to any of its function.
void Machine::resolve_gotos() {
    std::map<std::pair<int32_t, std::string>, int32_t> placed;
    for (const Goto &one : gotos_) {
        if (label_block_[one.label] >= 0) placed[{one.unit, one.name}] = one.label;
    }
    for (const Goto &one : gotos_) {
        int32_t around = one.scope, found = one.label;
        while (label_block_[found] < 0 && scope_parent_[around] >= 0) {
            around = scope_parent_[around];
            auto known = goto_labels_.find({one.unit, around, one.name});
            found = known == goto_labels_.end() ? one.label : known->second;
        }
        if (label_block_[found] < 0) {
            auto known = placed.find({one.unit, one.name});
            found = known == placed.end() ? one.label : known->second;
        }
        label_block_[one.label] = label_block_[found];
    }
}

// Put what happens early in its place, and resolve the labels: the successors of each block.
std::vector<Ints> Machine::close() {
    for (const auto &[unit, events] : hoisted_) {
        auto found = body_at_.find(unit);
        auto [block, at] = found == body_at_.end() ? std::pair{unit_entry_[unit], 0} : found->second;
        blocks_[block].insert(blocks_[block].begin() + at, events.begin(), events.end());
    }
    for (const auto &[unit, events] : entry_events_) {
        Ints &entry = blocks_[unit_entry_[unit]];
        entry.insert(entry.begin(), events.begin(), events.end());
    }
    resolve_gotos();
    std::vector<Ints> successors(blocks_.size());
    for (size_t i = 0; i < edge_source_.size(); i++) {
        const int32_t target = label_block_[edge_label_[i]];
        if (target >= 0) successors[edge_source_[i]].push_back(target);  // a goto to no label leads nowhere
    }
    return successors;
}
