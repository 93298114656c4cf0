//! What runs the tasks.

use std::io;
use std::sync::{Arc, Mutex};

use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};

use crate::threads;

/// Threads that answers are decoded in beside the one of the event loop.
const WORKERS: usize = 2;

/// What runs the tasks: with workers where the system allows their threads, else in the thread that waits.
///
/// # Errors
/// Where the system lacks something else, such as file descriptors.
pub fn with_workers() -> io::Result<Runtime> {
    if has_room() { build(Builder::new_multi_thread().worker_threads(WORKERS)) } else { in_this_thread() }
}

/// What runs tasks in the thread that waits: for what needs no more than timers and files.
///
/// # Errors
/// Where the system lacks something.
pub fn in_this_thread() -> io::Result<Runtime> {
    build(&mut Builder::new_current_thread())
}

fn build(builder: &mut Builder) -> io::Result<Runtime> {
    let runtime = builder.enable_all().build()?;
    let context = runtime.enter();
    // A write beyond the limit of a file's size would end the program, and leave the terminal as it is. With a handler it
    // is an error of that write.
    drop(signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw())));
    drop(context);
    Ok(runtime)
}

/// Whether the workers can be started: tokio panics where it cannot start its own. Twice as many are tried, as the ones that
/// were tried may still count while the workers are started. Another program may take the room the moment after, which no
/// look beforehand can exclude.
fn has_room() -> bool {
    let barrier = Arc::new(Mutex::new(()));
    let until_all_are_there = barrier.lock();
    let tried: Vec<_> = (0..2 * WORKERS)
        .map_while(|_| {
            let barrier = Arc::clone(&barrier);
            threads::start("probe", move || drop(barrier.lock())).ok()
        })
        .collect();
    drop(until_all_are_there);
    let has_room = tried.len() == 2 * WORKERS;
    for probe in tried {
        drop(probe.join());
    }
    has_room
}
