"""Makes datasets/pictures: pictures in every kind of PNG and JPEG, and their pixels by Pillow, OpenCV and SciPy.

pip install numpy pillow opencv-python-headless scipy
"""
import io
import json
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps
from scipy import ndimage

folder = Path(__file__).parent / "datasets/pictures"
folder.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(7)
decoded, resized, centered = {}, [], []


def png(name, pixels, depth, color, adam7=False):
    """Writes a PNG without a library, for the kinds that Pillow does not write."""
    samples = {0: 1, 2: 3, 4: 2, 6: 4}[color]
    pixels = pixels.reshape(pixels.shape[0], -1, samples)
    passes = [(0, 0, 1, 1)]
    if adam7:
        passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    data = b""
    for y, x, dy, dx in passes:
        part = pixels[y::dy, x::dx]
        if part.size == 0:
            continue
        for row in part.reshape(part.shape[0], -1):
            bits = "".join(format(value, f"0{depth}b") for value in row)
            bits += "0" * (-len(bits) % 8)
            data += b"\0" + bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], depth, color, 0, 0, int(adam7))
    (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data))
                                + chunk(b"IEND", b""))


def over_white(image):
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def expect(name, pixels):
    pixels = np.asarray(pixels)
    decoded[name] = {"height": pixels.shape[0], "width": pixels.shape[1],
                     "channels": 1 if pixels.ndim == 2 else 3, "pixels": pixels.ravel().tolist()}


H, W = 5, 7
gray = random.integers(0, 256, (H, W), dtype=np.uint8)
color = random.integers(0, 256, (H, W, 3), dtype=np.uint8)
rgba = random.integers(0, 256, (H, W, 4), dtype=np.uint8)
rgba[0, :2, 3] = 0, 255

Image.fromarray(gray).save(folder / "gray.png")
expect("gray.png", Image.open(folder / "gray.png"))
Image.fromarray(np.stack([gray] * 3, axis=2)).save(folder / "gray-rgb.png")
Image.fromarray(color).save(folder / "rgb.png")
expect("rgb.png", Image.open(folder / "rgb.png").convert("RGB"))
Image.fromarray(rgba).save(folder / "rgba.png")
expect("rgba.png", over_white(Image.open(folder / "rgba.png")))
Image.fromarray(rgba[..., 2:], "LA").save(folder / "gray-alpha.png")
expect("gray-alpha.png", np.asarray(over_white(Image.open(folder / "gray-alpha.png")))[..., 0])
palette = Image.fromarray(color).quantize(6)
palette.save(folder / "palette.png")
expect("palette.png", Image.open(folder / "palette.png").convert("RGB"))
palette.save(folder / "palette-alpha.png", transparency=bytes([0, 128, 255, 40, 255, 255]))
expect("palette-alpha.png", over_white(Image.open(folder / "palette-alpha.png")))
Image.fromarray(gray).point(lambda v: 255 * (v > 127)).convert("1").save(folder / "gray1.png")
expect("gray1.png", Image.open(folder / "gray1.png").convert("L"))
for depth in (2, 4):
    png(f"gray{depth}.png", gray >> (8 - depth), depth, 0)
    expect(f"gray{depth}.png", Image.open(folder / f"gray{depth}.png").convert("L"))
png("adam7.png", color, 8, 2, adam7=True)
expect("adam7.png", Image.open(folder / "adam7.png").convert("RGB"))
# Pillow cuts 16 bits off; the byte is v · 255/65535, rounded.
wide = random.integers(0, 65536, (H, W), dtype=np.int64)
png("gray16.png", wide, 16, 0)
expect("gray16.png", np.round(wide / 257).astype(np.uint8))
wide = random.integers(0, 65536, (H, W, 3), dtype=np.int64)
png("rgb16.png", wide, 16, 2)
expect("rgb16.png", np.round(wide / 257).astype(np.uint8))

# Smooth, as photographs are.
y, x = np.mgrid[0:20, 0:17]
smooth = np.stack([128 + 100 * np.sin(x / 5), 10 * y + x, 255 - 6 * x - 4 * y], axis=2).clip(0, 255).astype(np.uint8)
for name, options in {"rgb.jpg": {"subsampling": 0}, "rgb-420.jpg": {}, "progressive.jpg": {"progressive": True}}.items():
    Image.fromarray(smooth).save(folder / name, quality=90, **options)
    expect(name, Image.open(folder / name).convert("RGB"))
Image.fromarray(smooth[..., 0]).save(folder / "gray.jpg", quality=90)
expect("gray.jpg", Image.open(folder / "gray.jpg"))
Image.fromarray(smooth).convert("CMYK").save(folder / "cmyk.jpg", quality=90)

# The eight orientations of a camera: the file without one, and what is seen with each.
image = Image.fromarray(np.ascontiguousarray(smooth[:6, :5, 0] // 2 + np.uint8(16) * (np.arange(5, dtype=np.uint8) % 3)))
image.save(folder / "camera.jpg", quality=95)
oriented = []
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, exif=exif)
    seen = np.asarray(ImageOps.exif_transpose(Image.open(buffer)))
    oriented.append({"height": seen.shape[0], "width": seen.shape[1], "pixels": seen.ravel().tolist()})

# Area resampling: OpenCV where sides shrink by any factor, Pillow's box filter where the factor is whole.
for name, sizes in {"rgb-420.jpg": [(10, 8), (7, 7), (20, 5), (3, 17), (1, 1)], "gray.png": [(4, 3), (5, 6), (2, 2)]}.items():
    source = np.array(decoded[name]["pixels"], np.uint8).reshape(
        decoded[name]["height"], decoded[name]["width"], -1)
    for height, width in sizes:
        result = cv2.resize(source, (width, height), interpolation=cv2.INTER_AREA)
        resized.append({"file": name, "height": height, "width": width, "by": "OpenCV", "pixels": result.ravel().tolist()})
for name, height, width in [("rgb.jpg", 10, 17), ("rgb.jpg", 5, 1), ("gray.png", 1, 7), ("gray.png", 10, 14), ("gray.png", 5, 21)]:
    image = Image.fromarray(np.array(decoded[name]["pixels"], np.uint8).reshape(
        [decoded[name]["height"], decoded[name]["width"]] + ([3] if decoded[name]["channels"] == 3 else [])))
    result = np.asarray(image.resize((width, height), Image.Resampling.BOX))
    resized.append({"file": name, "height": height, "width": width, "by": "Pillow", "pixels": result.ravel().tolist()})


def coverage(n, m):
    """The m × n matrix of area resampling: the part of source pixel j that pixel i covers, over n/m."""
    i, j = np.arange(m)[:, None] * n / m, np.arange(n)[None, :]
    return np.clip(np.minimum(i + n / m, j + 1) - np.maximum(i, j), 0, None) * m / n


def center(image, target_height, target_width):
    """The rule of Picture.digitCentered, with SciPy's center of mass."""
    side = min(target_height, target_width)
    multiple = -(-side // 28) * 28
    H, W = (int(np.floor(n * multiple / side + 0.5)) for n in (target_height, target_width))
    v = image.astype(float)
    edge = np.ones(v.shape, bool)
    edge[1:-1, 1:-1] = False
    if (~edge).any() and v[edge].mean() > v[~edge].mean():
        v = 255 - v
    b, w = v[edge].mean(), v.max()
    factor = 255 / (w - b)
    threshold = np.clip(3 * v[edge].std() * factor, 16, 128)
    v = np.floor(np.clip((v - b) * factor, 0, None) + 0.5)
    rows, columns = np.where(v >= threshold)
    v = v[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
    scale = min(20 * H / 28 / v.shape[0], 20 * W / 28 / v.shape[1])
    h, w = (max(1, int(np.floor(n * scale + 0.5))) for n in v.shape)
    v = np.floor(coverage(v.shape[0], h) @ v @ coverage(v.shape[1], w).T + 0.5)
    top, left = (int(np.clip(np.floor(14.5 / 28 * side - c), 0, side - n)) for side, c, n in
                 zip((H, W), ndimage.center_of_mass(v), v.shape))
    result = np.zeros((H, W))
    result[top:top + h, left:left + w] = v
    return np.floor(coverage(H, target_height) @ result @ coverage(W, target_width).T + 0.5).astype(np.uint8)


if __name__ == "__main__":
    y, x = np.mgrid[0:44, 0:36]
    stroke = np.minimum(np.hypot(np.clip(x, 8, 26) - x, y - 9), np.abs((x - 26) * 0.9 + (y - 9) * 0.5) + 50 * ((y < 9) | (y > 36)))
    seven = np.clip(255 * (2.5 - stroke), 0, 255)
    noise = random.normal(0, 2, seven.shape)
    digits = {"light.png": seven, "dark.png": 240 - seven * 0.8 + noise, "cropped.png": 255 - seven[6:38, 5:30],
              "dot.png": np.pad(np.full((2, 2), 200), ((1, 9), (7, 0)))}
    for name, image in digits.items():
        image = np.round(image).clip(0, 255).astype(np.uint8)
        Image.fromarray(image).save(folder / name, optimize=True)
        for H, W in [(28, 28), (20, 20), (8, 8), (30, 40)][:4 if name == "light.png" else 2]:
            centered.append({"file": name, "height": H, "width": W, "pixels": center(image, H, W).ravel().tolist()})
    (folder / "expected.json").write_text(json.dumps({"decoded": decoded, "resized": resized, "centered": centered,
                                                      "oriented": oriented}))
    for path in sorted(folder.iterdir()):
        print(path.name, path.stat().st_size)
