// gradient.rs -- the library from Rust, by its C interface.
//
//	rustc gradient.rs $(pkg-config --libs wengert) && ./gradient
//
// f = -17.098612  gradient = [-4.333333, 4.000000]
use std::ffi::{c_char, c_double, c_int, c_void, CString};

extern "C" {
    fn wengert_formula(formula: *const c_char, n: usize, inputs: *const c_void) -> *mut c_void;
    fn wengert_gradient(p: *mut c_void, x: *const c_double, y: *mut c_double, g: *mut c_double) -> c_int;
    fn wengert_close(p: *mut c_void);
}

fn main() {
    let text = CString::new("x1*x2 + x2 - log(x1)").unwrap();
    let (x, mut y, mut g) = ([3.0, -4.0], 0.0, [0.0; 2]);
    unsafe {
        let p = wengert_formula(text.as_ptr(), 0, std::ptr::null());
        assert!(!p.is_null() && wengert_gradient(p, x.as_ptr(), &mut y, g.as_mut_ptr()) == 0);
        wengert_close(p);
    }
    println!("f = {:.6}  gradient = [{:.6}, {:.6}]", y, g[0], g[1]);
}
