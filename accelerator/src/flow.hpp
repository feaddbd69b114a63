// What the stages of the flow share.
#pragma once
#include "program.hpp"
#include "table_of_keys.hpp"

#include <chrono>

enum FlowKind : uint8_t { PLAIN_FLOW, CARRIED, CLOSURE };

// The pairs found so far; of two ways between the same sites the plainer one stays.
class Pairs {
public:
    Pairs(int64_t limit, double seconds, size_t symbols);
    bool add(int32_t symbol, int32_t define, int32_t use, uint8_t kind, bool certain);
    bool is_late();
    void cap(int32_t symbol) { capped_[symbol] = 1; }
    bool is_capped(int32_t symbol) const { return capped_[symbol]; }
    Flow table() const;

private:
    int64_t limit_;
    std::chrono::steady_clock::time_point deadline_;
    bool late_ = false;
    KeyTable place_;
    std::vector<std::pair<uint64_t, uint8_t>> found_;  // use << 32 | define; kind << 1 | certain
    std::vector<int64_t> count_;
    Flags capped_;
};

// Where something happens to a symbol of several units: a block and the position of an event in it.
struct Place {
    int32_t unit, site, block, position;
};

// What the units say to each other.
struct Traced {
    explicit Traced(const Program &program, const Ints &symbol, size_t symbols);
    const Program &program;
    const Ints &symbol;
    Ints shared;                               // by symbol: its number among those of several units, -1 for none
    std::vector<int32_t> shared_symbols;       // in ascending order
    std::vector<Ints> wanted;                  // by unit: the shared symbols that it and those inside it mention
    std::vector<std::vector<Place>> defines, uses, open_uses;  // by shared number, units ascending
    std::vector<std::vector<Place>> creations; // by unit: where it comes into being
    KeyTable reaching_place;                   // (unit, symbol) -> a number of `reaching`
    std::vector<Ints> reaching;                // definitions that reach a unit's creation, ascending
    Flags alive;
    Ints local;                                // by block: its number within its unit
    Ints current, done, crosses;               // room for one unit's work, by symbol
    int32_t stamp = 0;                         // what was written there in an earlier round is not of this one
};

void trace_unit(int32_t unit, const Ints &own, const Flags &role, Traced &traced, Pairs &pairs);
void connect_units(const Traced &traced, Pairs &pairs);
