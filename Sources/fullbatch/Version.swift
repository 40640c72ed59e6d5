/// The version of the package, the only place where it is written.
///
/// `--version`, the man pages and `make install` read it from here.
enum Version {
  /// Semantic version number; the newest section of CHANGELOG.md has the same one.
  static let number = "0.2.0"
}
