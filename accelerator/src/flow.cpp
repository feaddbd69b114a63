// Program, Bindings -> Flow: the table of pairs, and what units share. As codestruct.flow.
#include "flow.hpp"

#include <algorithm>

Pairs::Pairs(int64_t limit, double seconds, size_t symbols)
    : limit_(limit), deadline_(std::chrono::steady_clock::now() +
                               std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                   std::chrono::duration<double>(seconds))),
      count_(symbols), capped_(symbols) {}

bool Pairs::add(int32_t symbol, int32_t define, int32_t use, uint8_t kind, bool certain) {
    const uint64_t key = pair_key(use, define);
    bool fresh;
    if (count_[symbol] >= limit_) {
        const int32_t *known = place_.find(key);
        if (!known) {
            capped_[symbol] = 1;
            return false;
        }
    }
    const int32_t place = place_.insert(key, static_cast<int32_t>(found_.size()), &fresh);
    if (fresh) {
        count_[symbol]++;
        found_.emplace_back(key, static_cast<uint8_t>(kind << 1 | certain));
        return true;
    }
    uint8_t &known = found_[place].second;
    known = static_cast<uint8_t>(std::min<int>(kind, known >> 1) << 1 | certain | (known & 1));
    return true;
}

bool Pairs::is_late() {
    late_ = late_ || std::chrono::steady_clock::now() > deadline_;
    return late_;
}

Flow Pairs::table() const {
    auto sorted = found_;
    std::sort(sorted.begin(), sorted.end());
    Flow flow;
    for (const auto &[key, way] : sorted) {
        flow.define.push_back(static_cast<int32_t>(key));
        flow.use.push_back(static_cast<int32_t>(key >> 32));
        flow.kind.push_back(way >> 1);
        flow.certain.push_back(way & 1);
    }
    for (size_t symbol = 0; symbol < capped_.size(); symbol++) {
        if (capped_[symbol]) flow.capped.push_back(static_cast<int32_t>(symbol));
    }
    flow.late = late_;
    return flow;
}

// Which symbols occur in several units, and which of them each unit and those inside it mention.
Traced::Traced(const Program &program, const Ints &symbol, size_t symbols)
    : program(program), symbol(symbol), shared(symbols, -1), wanted(program.unit_parent.size()),
      creations(program.unit_parent.size()), alive(program.unit_parent.size()), current(symbols), done(symbols),
      crosses(symbols) {
    Ints first(symbols, -1);
    std::vector<Ints> mentioned(program.unit_parent.size());
    for (size_t block = 0; block < program.blocks.size(); block++) {
        const int32_t unit = program.block_unit[block];
        for (int32_t event : program.blocks[block]) {
            const int32_t name = (event & 7) == CREATE ? -1 : symbol[event >> 3];
            if (name < 0) continue;
            if (first[name] < 0) first[name] = unit;
            if (first[name] != unit) shared[name] = 0;
            mentioned[unit].push_back(name);
        }
    }
    for (size_t name = 0; name < symbols; name++) {
        if (shared[name] < 0) continue;
        shared[name] = static_cast<int32_t>(shared_symbols.size());
        shared_symbols.push_back(static_cast<int32_t>(name));
    }
    defines.resize(shared_symbols.size());
    uses.resize(shared_symbols.size());
    open_uses.resize(shared_symbols.size());
    for (size_t unit = mentioned.size(); unit-- > 0;) {
        for (int32_t name : mentioned[unit]) {
            if (shared[name] >= 0) wanted[unit].push_back(name);
        }
        std::sort(wanted[unit].begin(), wanted[unit].end());
        wanted[unit].erase(std::unique(wanted[unit].begin(), wanted[unit].end()), wanted[unit].end());
        if (unit) {
            Ints &around = mentioned[program.unit_parent[unit]];
            around.insert(around.end(), wanted[unit].begin(), wanted[unit].end());
        }
    }
}

Flow trace_flow(const Program &program, const Ints &symbol, const Flags &role, int64_t edges_per_symbol, double seconds) {
    size_t symbols = 0;
    for (int32_t one : symbol) symbols = std::max(symbols, static_cast<size_t>(one + 1));
    Pairs pairs(edges_per_symbol, seconds, symbols);
    Traced traced(program, symbol, symbols);
    std::vector<Ints> unit_blocks(program.unit_parent.size());
    for (size_t block = 0; block < program.blocks.size(); block++) {
        Ints &own = unit_blocks[program.block_unit[block]];
        traced.local.push_back(static_cast<int32_t>(own.size()));
        own.push_back(static_cast<int32_t>(block));
    }
    traced.alive[0] = 1;
    for (size_t unit = 0; unit < unit_blocks.size(); unit++) {
        if (traced.alive[unit] && !pairs.is_late()) {
            trace_unit(static_cast<int32_t>(unit), unit_blocks[unit], role, traced, pairs);
        }
    }
    for (Ints &definitions : traced.reaching) std::sort(definitions.begin(), definitions.end());
    connect_units(traced, pairs);
    return pairs.table();
}
