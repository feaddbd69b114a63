-- A colon method has an implicit self; ... belongs to the innermost vararg function.
local C = {}
function C:m(a, ...) self.x = a; local b, c = ...; return function(self) return self, a, b, c end end
--                            ^ reads: 3:14
--                                            ^ reads: 3:17
--                                                                              ^ reads: 3:68
--                                                                                    ^ binds: 3:14
--                                                                                       ^ binds: 3:40
--                                                                                          ^ binds: 3:43
function C.n(self, ...) return select("#", ...), self, arg end
--                                         ^ reads: 10:20
--                                               ^ reads: 10:14
return C
--     ^ reads: 2
