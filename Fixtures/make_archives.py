"""Makes datasets/archives: the same files in every kind of archive, and archives that are refused.

Needs Python 3.11 and the program zstd.
"""
import bz2
import gzip
import io
import lzma
import subprocess
import tarfile
import zipfile
from pathlib import Path

folder = Path(__file__).parent / "datasets/archives"
folder.mkdir(parents=True, exist_ok=True)
table = b"x1,x2,label\n" + b"".join(b"%d,%d.5,%s\n" % (i * 7 % 11, i * 3 % 5, [b"a", b"b"][i % 2]) for i in range(8))
other = table.replace(b"x1", b"z1")
files = {"set/table.csv": table, "set/deep/er/zweite-größe.csv": other}
junk = {"__MACOSX/set/._table.csv": b"\0\5\x16\7", "set/.DS_Store": b"\0\0\0\1Bud1"}


def tar(entries, format=tarfile.PAX_FORMAT, links=False):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=format) as archive:
        for name, content in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        if links:
            for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE):
                info = tarfile.TarInfo(f"set/kind{kind.decode()}")
                info.type, info.linkname = kind, "set/table.csv"
                archive.addfile(info)
    # Two blocks of zeros are the end; the others only fill the record.
    return buffer.getvalue().rstrip(b"\0").ljust(512 * -(-len(buffer.getvalue().rstrip(b"\0")) // 512), b"\0") + bytes(1024)


def zstd(content):
    return subprocess.run(["zstd", "-19", "-c"], input=content, stdout=subprocess.PIPE, check=True).stdout


whole = tar(files | junk, links=True)
made = {
    "two.tar": tar(files), "two-gnu.tar": tar(files, tarfile.GNU_FORMAT), "two.tar.gz": gzip.compress(whole, mtime=0),
    "two.tar.bz2": bz2.compress(whole), "two.tar.xz": lzma.compress(whole), "two.tar.zst": zstd(whole),
    "table.csv.bz2": bz2.compress(table), "table.csv.xz": lzma.compress(table), "table.csv.zst": zstd(table),
    "ones.bz2": bz2.compress(b"1" * (1 << 26)), "twice.csv.xz.bz2": bz2.compress(lzma.compress(table)),
    "up.tar.gz": gzip.compress(tar(files | {"set/../../x.csv": table}), mtime=0),
    "absolute.tar.gz": gzip.compress(tar({"/tmp/fullbatch-x.csv": table}), mtime=0),
    "deep.tar.gz": gzip.compress(tar({"a/" * 33 + "x.csv": table}), mtime=0),
    "link-out.tar.gz": None,
}
# A link out of the directory, and a file that is written through it.
buffer = io.BytesIO()
with tarfile.open(fileobj=buffer, mode="w") as archive:
    link = tarfile.TarInfo("out")
    link.type, link.linkname = tarfile.SYMTYPE, "/tmp"
    archive.addfile(link)
    info = tarfile.TarInfo("out/fullbatch-x.csv")
    info.size = len(table)
    archive.addfile(info, io.BytesIO(table))
made["link-out.tar.gz"] = gzip.compress(buffer.getvalue(), mtime=0)

for name, content in made.items():
    (folder / name).write_bytes(content)
with zipfile.ZipFile(folder / "two.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, content in (files | junk).items():
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
for path in sorted(folder.iterdir()):
    print(path.name, path.stat().st_size)
