//! SQLite's way to the disk: its table of C functions, each a few lines around the safe disk.

use crate::disk::{Fault, with};
use rusqlite::ffi;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

/// An open file, as SQLite keeps it.
#[repr(C)]
struct Open {
    /// SQLite's part comes first.
    base: ffi::sqlite3_file,
    inner: *mut Inner,
}

struct Inner {
    name: String,
    delete_on_close: bool,
    /// What programs share about the log; each region stays where it is.
    shared: Vec<Box<[u64]>>,
}

/// Makes the disk of each thread SQLite's default for the whole program.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let vfs = Box::leak(Box::new(ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: size_of::<Open>() as c_int,
            mxPathname: 1024,
            pNext: ptr::null_mut(),
            zName: c"faults".as_ptr(),
            pAppData: ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: None,
            xCurrentTimeInt64: Some(current_time_ms),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        }));
        // SAFETY: the table is complete for its version and lives as long as the program.
        let code = unsafe { ffi::sqlite3_vfs_register(vfs, 1) };
        assert_eq!(code, ffi::SQLITE_OK);
    });
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(lock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The file behind SQLite's pointer.
///
/// # Safety
/// `file` comes from SQLite, was opened by [`open`] and is not closed; SQLite uses a file from one thread at a time.
unsafe fn inner<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Inner {
    // SAFETY: see above; `Open` begins with SQLite's part.
    unsafe { &mut *(*file.cast::<Open>()).inner }
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    static UNNAMED: AtomicU64 = AtomicU64::new(0);
    let name = if name.is_null() {
        format!("unnamed-{}", UNNAMED.fetch_add(1, Ordering::Relaxed))
    } else {
        // SAFETY: SQLite passes a name that ends with a zero byte.
        unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned()
    };
    let creates = flags & ffi::SQLITE_OPEN_CREATE != 0;
    let there = with(|disk| disk.files.contains_key(&name));
    // SAFETY: SQLite gives room for `szOsFile` bytes.
    let open = unsafe { &mut *file.cast::<Open>() };
    if !there && !creates {
        open.base.pMethods = ptr::null();
        return ffi::SQLITE_CANTOPEN;
    }
    with(|disk| {
        disk.files.entry(name.clone()).or_default();
    });
    let delete_on_close = flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0;
    open.base.pMethods = &raw const METHODS;
    open.inner = Box::into_raw(Box::new(Inner { name, delete_on_close, shared: Vec::new() }));
    if !out_flags.is_null() {
        // SAFETY: not null, so it points to a number of SQLite's.
        unsafe { *out_flags = flags };
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once; the box was made by `open`.
    let inner = unsafe { Box::from_raw((*file.cast::<Open>()).inner) };
    if inner.delete_on_close {
        with(|disk| disk.delete(&inner.name));
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    out: *mut c_void,
    amount: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: an open file, and room for `amount` bytes.
    let (inner, out) =
        unsafe { (inner(file), std::slice::from_raw_parts_mut(out.cast::<u8>(), amount as usize)) };
    with(|disk| {
        let most = match disk.read() {
            None => out.len(),
            Some(Fault::ShortRead) => out.len() / 2,
            Some(_) => return ffi::SQLITE_IOERR_READ,
        };
        let content = disk.files.get(&inner.name).map_or(&[][..], Vec::as_slice);
        let rest = content.get(offset as usize..).unwrap_or_default();
        let length = rest.len().min(most);
        out[..length].copy_from_slice(&rest[..length]);
        out[length..].fill(0);
        if length == out.len() { ffi::SQLITE_OK } else { ffi::SQLITE_IOERR_SHORT_READ }
    })
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    amount: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: an open file, and `amount` bytes.
    let (inner, bytes) =
        unsafe { (inner(file), std::slice::from_raw_parts(bytes.cast::<u8>(), amount as usize)) };
    match with(|disk| disk.write(&inner.name, offset as usize, bytes)) {
        None => ffi::SQLITE_OK,
        Some(Fault::Full) => ffi::SQLITE_FULL,
        Some(_) => ffi::SQLITE_IOERR_WRITE,
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: ffi::sqlite3_int64) -> c_int {
    // SAFETY: an open file.
    let inner = unsafe { inner(file) };
    with(|disk| disk.truncate(&inner.name, length as usize));
    ffi::SQLITE_OK
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: an open file.
    let inner = unsafe { inner(file) };
    if with(|disk| disk.sync(&inner.name)).is_some() { ffi::SQLITE_IOERR_FSYNC } else { ffi::SQLITE_OK }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut ffi::sqlite3_int64) -> c_int {
    // SAFETY: an open file, and room for a number.
    unsafe {
        let name = &inner(file).name;
        *size = with(|disk| disk.files.get(name).map_or(0, Vec::len)) as ffi::sqlite3_int64;
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(_: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(_: *mut ffi::sqlite3_file, held: *mut c_int) -> c_int {
    // SAFETY: room for a number.
    unsafe { *held = 0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

unsafe extern "C" fn device_characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    // As SQLite takes for granted of every disk on Unix: a write leaves the bytes beside it alone.
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    bytes: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: an open file, and room for a pointer. A region is never moved or freed before the file is closed.
    unsafe {
        let inner = inner(file);
        let region = region as usize;
        while extend != 0 && inner.shared.len() <= region {
            inner.shared.push(vec![0u64; bytes as usize / 8].into_boxed_slice());
        }
        *out = inner.shared.get_mut(region).map_or(ptr::null_mut(), |region| region.as_mut_ptr().cast());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_lock(_: *mut ffi::sqlite3_file, _: c_int, _: c_int, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_barrier(_: *mut ffi::sqlite3_file) {}

unsafe extern "C" fn shm_unmap(_: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, _: c_int) -> c_int {
    // SAFETY: a name that ends with a zero byte.
    let name = unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned();
    with(|disk| {
        if !disk.files.contains_key(&name) {
            return ffi::SQLITE_IOERR_DELETE_NOENT;
        }
        disk.delete(&name);
        ffi::SQLITE_OK
    })
}

unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    _: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: a name that ends with a zero byte, and room for a number.
    unsafe {
        let name = CStr::from_ptr(name).to_string_lossy().into_owned();
        *out = with(|disk| c_int::from(disk.files.contains_key(&name)));
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: a name that ends with a zero byte, and `room` bytes for it.
    unsafe {
        let name = CStr::from_ptr(name).to_bytes_with_nul();
        if name.len() > room as usize {
            return ffi::SQLITE_CANTOPEN;
        }
        ptr::copy_nonoverlapping(name.as_ptr().cast(), out, name.len());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, amount: c_int, out: *mut c_char) -> c_int {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    for at in 0..amount {
        let number = NEXT.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        // SAFETY: room for `amount` bytes.
        unsafe { *out.add(at as usize) = (number >> 56) as c_char };
    }
    amount
}

unsafe extern "C" fn sleep(_: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds
}

unsafe extern "C" fn current_time(_: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    // SAFETY: room for a number. The day of the Julian calendar that 2026-11-20 is.
    unsafe { *out = 2_461_364.5 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn current_time_ms(_: *mut ffi::sqlite3_vfs, out: *mut ffi::sqlite3_int64) -> c_int {
    // SAFETY: room for a number. The same in milliseconds.
    unsafe { *out = 212_661_892_800_000 };
    ffi::SQLITE_OK
}
