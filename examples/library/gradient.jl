# gradient.jl -- the library from Julia.
#
#	julia gradient.jl
#
# f = -17.09861228866811  gradient = [-4.333333333333333, 4.0]
const lib = get(ENV, "WENGERT_LIBRARY", "libwengert")
p = @ccall lib.wengert_formula("x1*x2 + x2 - log(x1)"::Cstring, 0::Csize_t, C_NULL::Ptr{Cvoid})::Ptr{Cvoid}
y, g = Ref(0.0), zeros(2)
(@ccall lib.wengert_gradient(p::Ptr{Cvoid}, [3.0, -4.0]::Ptr{Float64}, y::Ptr{Float64}, g::Ptr{Float64})::Cint) == 0 || error("no gradient")
@ccall lib.wengert_close(p::Ptr{Cvoid})::Cvoid
println("f = ", y[], "  gradient = ", g)
