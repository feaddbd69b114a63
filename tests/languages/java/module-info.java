module rare.things {
    requires java.base;
    // <- item: import to 2 in 1
    exports rare.things.api;
}
