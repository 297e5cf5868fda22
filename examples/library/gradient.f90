! gradient.f90 -- the library from Fortran, by iso_c_binding.
!
!	gfortran gradient.f90 $(pkg-config --libs wengert) && ./a.out
!
! f = -17.098612  gradient = -4.333333  4.000000
program gradient
  use, intrinsic :: iso_c_binding
  implicit none
  interface
    function wengert_formula(formula, n, inputs) bind(c)
      import :: c_ptr, c_char, c_size_t
      character(kind=c_char), intent(in) :: formula(*)
      integer(c_size_t), value :: n
      type(c_ptr), value :: inputs
      type(c_ptr) :: wengert_formula
    end function
    function wengert_gradient(p, x, y, g) bind(c)
      import :: c_ptr, c_int, c_double
      type(c_ptr), value :: p
      real(c_double), intent(in) :: x(*)
      real(c_double), intent(out) :: y, g(*)
      integer(c_int) :: wengert_gradient
    end function
    subroutine wengert_close(p) bind(c)
      import :: c_ptr
      type(c_ptr), value :: p
    end subroutine
  end interface
  type(c_ptr) :: p
  real(c_double) :: y, g(2)

  p = wengert_formula('x1*x2 + x2 - log(x1)' // c_null_char, 0_c_size_t, c_null_ptr)
  if (wengert_gradient(p, [3d0, -4d0], y, g) /= 0) error stop 'no gradient'
  print '(a, f0.6, a, f0.6, 2x, f0.6)', 'f = ', y, '  gradient = ', g
  call wengert_close(p)
end program
