//! Which filesystem a folder lies on. SQLite's write-ahead log needs memory that all its users share, which a filesystem of
//! another machine cannot give: there it damages the file.

use std::path::Path;

/// Whether all who use a file there are on this machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filesystem {
    /// Known to be on this machine.
    Local,
    /// On another machine (NFS, SMB, AFS, 9p, sshfs), or not known not to be.
    Shared,
}

impl Filesystem {
    /// Looks at the filesystem of a folder. What is not known is taken for one that is shared, which costs little.
    pub(super) fn of(folder: &Path) -> Self {
        if is_local(folder) { Self::Local } else { Self::Shared }
    }
}

#[cfg(target_os = "linux")]
fn is_local(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|found| {
        // In 32 bits: the type is signed on some machines.
        u32::try_from(found.f_type.cast_unsigned() & 0xffff_ffff).is_ok_and(is_local_type)
    })
}

#[cfg(target_os = "macos")]
fn is_local(folder: &Path) -> bool {
    /// `MNT_LOCAL` of statfs(2).
    const LOCAL: u32 = 0x1000;
    rustix::fs::statfs(folder).is_ok_and(|found| found.f_flags & LOCAL != 0)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn is_local(_: &Path) -> bool {
    false
}

/// The numbers of statfs(2) for filesystems that only this machine can have mounted.
#[cfg(any(target_os = "linux", test))]
fn is_local_type(number: u32) -> bool {
    const EXT: u32 = 0xef53;
    const XFS: u32 = 0x5846_5342;
    const BTRFS: u32 = 0x9123_683e;
    const F2FS: u32 = 0xf2f5_2010;
    const ZFS: u32 = 0x2fc1_2fc1;
    const BCACHEFS: u32 = 0xca45_1a4e;
    const JFS: u32 = 0x3153_464a;
    const REISER: u32 = 0x5265_4973;
    const ECRYPTFS: u32 = 0xf15f;
    const TMPFS: u32 = 0x0102_1994;
    const RAMFS: u32 = 0x8584_58f6;
    const OVERLAY: u32 = 0x794c_7630;
    let local = [EXT, XFS, BTRFS, F2FS, ZFS, BCACHEFS, JFS, REISER, ECRYPTFS, TMPFS, RAMFS, OVERLAY];
    local.contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults: S9.
    #[test]
    fn only_what_is_known_to_be_of_this_machine_is_local() {
        let (nfs, smb, smb2, cifs, afs, kafs) = (0x6969, 0x517b, 0xfe53_4d42, 0xff53_4d42, 0x5346_414f, 0x6b41_4653);
        let (ninep, fuse, ceph, unheard_of) = (0x0102_1997, 0x6573_5546, 0x00c3_6400, 1);
        for number in [nfs, smb, smb2, cifs, afs, kafs, ninep, fuse, ceph, unheard_of] {
            assert!(!is_local_type(number), "{number:x}");
        }
        assert!(is_local_type(0xef53) && is_local_type(0x9123_683e) && is_local_type(0x0102_1994));
        assert_eq!(Filesystem::of(Path::new("/proc/self")), Filesystem::Shared);
        assert_eq!(Filesystem::of(Path::new("/nowhere/at/all")), Filesystem::Shared);
    }
}
