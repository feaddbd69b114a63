// A hash table from 64-bit keys to 32-bit values: open addressing, nothing is ever taken out.
#pragma once
#include <cstdint>
#include <vector>

class KeyTable {
public:
    explicit KeyTable(size_t expected = 16) {
        size_t size = 16;
        while (size < expected * 2) size *= 2;
        slots_.resize(size);
    }
    // The value of a key, null where there is none.
    const int32_t *find(uint64_t key) const {
        for (size_t at = place(key);; at = (at + 1) & (slots_.size() - 1)) {
            if (!slots_[at].used) return nullptr;
            if (slots_[at].key == key) return &slots_[at].value;
        }
    }
    // The value of a key, made `otherwise` where there is none; `fresh` tells which.
    int32_t &insert(uint64_t key, int32_t otherwise, bool *fresh = nullptr) {
        if (2 * (count_ + 1) > slots_.size()) grow();
        size_t at = place(key);
        while (slots_[at].used && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
        if (fresh) *fresh = !slots_[at].used;
        if (!slots_[at].used) {
            slots_[at] = {key, otherwise, true};
            count_++;
        }
        return slots_[at].value;
    }
    void clear() {
        for (Slot &slot : slots_) slot.used = false;
        count_ = 0;
    }

private:
    struct Slot {
        uint64_t key = 0;
        int32_t value = 0;
        bool used = false;
    };
    size_t place(uint64_t key) const {
        key ^= key >> 32;
        key *= 0x9e3779b97f4a7c15ull;
        return (key >> 20) & (slots_.size() - 1);
    }
    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        count_ = 0;
        for (const Slot &slot : old) {
            if (slot.used) insert(slot.key, slot.value);
        }
    }
    std::vector<Slot> slots_;
    size_t count_ = 0;
};

inline uint64_t pair_key(int32_t high, int32_t low) { return uint64_t(uint32_t(high)) << 32 | uint32_t(low); }
