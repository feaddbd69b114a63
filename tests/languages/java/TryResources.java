// Resources, multi-catch, effectively final variables used as resources, nested handlers.
class TryResources {
    void f(java.io.Reader in) throws Exception {
        int n = 0;
        try (in; var a = new java.io.StringReader("" + n); var b = wrap(a)) { n = b.read(); }
        //   ^ binds: 3
        //                                             ^                      ^ binds: 4
        //                                                              ^ binds: 5:22
        //                                                                        ^ binds: 5:64
        catch (RuntimeException | Error e) { try { throw e; } catch (Throwable t) { n += t.hashCode() + e.hashCode(); } }
        //                                               ^                                              ^ binds: 10:41
        //                                                                          ^ binds: 4
        //                                                                               ^ binds: 10:80
        catch (Exception e) { throw e; }
        //                          ^ binds: 14:26
        finally { int e = n; n = e; }
        //                ^  ^ binds: 4
        //                       ^ binds: 16:23
    }
    java.io.Reader wrap(java.io.Reader a) { return a; }
    //                                             ^ binds: 20:40
}
