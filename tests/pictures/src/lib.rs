//! Paints egui's triangles into a picture by the processor alone: no display, no graphics driver, the same bytes
//! every time. A crate of its own, so that it is optimised also where the tests are not.

use std::collections::HashMap;

use egui::epaint::textures::TextureFilter;
use egui::epaint::{Primitive, Vertex};
use egui::{Color32, Context, FullOutput, ImageData, Pos2, Rect, TextureId, TextureOptions, TexturesDelta};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// Red, green, blue and coverage from 0 to 1, multiplied with the coverage, in gamma space as egui blends.
type Light = [f32; 4];

/// A renderer for `egui_kittest`.
#[derive(Default)]
pub struct Painter {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    size: [usize; 2],
    pixels: Vec<Color32>,
    options: TextureOptions,
}

impl Texture {
    /// The pixel at this place; beyond the edge, the edge's.
    fn at(&self, x: f32, y: f32) -> Light {
        let [width, height] = self.size;
        let inside = |place: f32, count: usize| (place.max(0.0) as usize).min(count.saturating_sub(1));
        let pixel =
            self.pixels.get(inside(y, height) * width + inside(x, width)).copied().unwrap_or_default();
        light(pixel)
    }

    fn sample(&self, at: Pos2) -> Light {
        let (x, y) = (at.x * self.size[0] as f32, at.y * self.size[1] as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return self.at(x.floor(), y.floor());
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right, down) = (x - left, y - top);
        let upper = mix(self.at(left, top), self.at(left + 1.0, top), right);
        let lower = mix(self.at(left, top + 1.0), self.at(left + 1.0, top + 1.0), right);
        mix(upper, lower, down)
    }

    /// Writes `patch` over a part of it.
    fn patch(&mut self, [left, top]: [usize; 2], [width, _]: [usize; 2], patch: &[Color32]) {
        for (row, line) in patch.chunks_exact(width.max(1)).enumerate() {
            let start = (top + row) * self.size[0] + left;
            if let Some(place) = self.pixels.get_mut(start..start + width) {
                place.copy_from_slice(line);
            }
        }
    }
}

fn light(color: Color32) -> Light {
    color.to_array().map(|part| f32::from(part) / 255.0)
}

fn mix(a: Light, b: Light, share: f32) -> Light {
    std::array::from_fn(|part| a[part] + (b[part] - a[part]) * share)
}

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                let ImageData::Color(color) = &image.image;
                match (image.pos, self.textures.get_mut(&id)) {
                    (Some(place), Some(texture)) => texture.patch(place, color.size, &color.pixels),
                    _ => {
                        let texture = Texture {
                            size: color.size,
                            pixels: color.pixels.clone(),
                            options: image.options,
                        };
                        self.textures.insert(id, texture);
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        // As a window does, before anything is painted.
        let ground = light(ctx.global_style().visuals.panel_fill);
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize, ground);
        for part in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = part.primitive else { continue };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a texture that was never set")?;
            let clip = part.clip_rect * scale;
            let vertices: Vec<Vertex> =
                mesh.vertices.iter().map(|vertex| Vertex { pos: vertex.pos * scale, ..*vertex }).collect();
            for corners in mesh.indices.chunks_exact(3) {
                let corner = |n: usize| vertices.get(corners[n] as usize);
                if let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2)) {
                    canvas.triangle(clip, [a, b, c], texture);
                }
            }
        }
        Ok(canvas.picture())
    }
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Light>,
}

impl Canvas {
    fn new(width: usize, height: usize, ground: Light) -> Self {
        Self { width, height, pixels: vec![ground; width * height] }
    }

    /// Lays a triangle over what is there; a pixel belongs to it where the pixel's middle does.
    fn triangle(&mut self, clip: Rect, corners: [&Vertex; 3], texture: &Texture) {
        let [a, b, c] = corners.map(|corner| corner.pos);
        let whole = area(a, b, c);
        if whole == 0.0 {
            return;
        }
        let bounds = Rect::from_points(&[a, b, c]).intersect(clip);
        let end = |place: f32, most: usize| (place.round().max(0.0) as usize).min(most);
        for y in end(bounds.top() - 0.5, self.height)..end(bounds.bottom() + 0.5, self.height) {
            for x in end(bounds.left() - 0.5, self.width)..end(bounds.right() + 0.5, self.width) {
                let middle = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                let shares =
                    [area(b, c, middle), area(c, a, middle), area(a, b, middle)].map(|part| part / whole);
                if !clip.contains(middle) || !owns(shares, [(b, c), (c, a), (a, b)], whole > 0.0) {
                    continue;
                }
                let color = blend(shares, corners, texture);
                let below = &mut self.pixels[y * self.width + x];
                *below = std::array::from_fn(|part| color[part] + below[part] * (1.0 - color[3]));
            }
        }
    }

    fn picture(&self) -> RgbaImage {
        RgbaImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let [red, green, blue, _] = self.pixels[y as usize * self.width + x as usize];
            let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
            Rgba([byte(red), byte(green), byte(blue), 255])
        })
    }
}

/// Twice the area of a triangle, negative where it turns the other way.
fn area(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b - a).x * (c - a).y - (b - a).y * (c - a).x
}

/// Whether the middle of a pixel belongs to the triangle: of two that share an edge, only to one.
fn owns(shares: [f32; 3], edges: [(Pos2, Pos2); 3], clockwise: bool) -> bool {
    shares.iter().zip(edges).all(|(share, (from, to))| {
        let along = if clockwise { to - from } else { from - to };
        *share > 0.0 || (*share == 0.0 && ((along.y == 0.0 && along.x > 0.0) || along.y < 0.0))
    })
}

fn blend(shares: [f32; 3], corners: [&Vertex; 3], texture: &Texture) -> Light {
    let mut at = Pos2::ZERO;
    let mut color = [0.0; 4];
    for (share, corner) in shares.into_iter().zip(corners) {
        at += corner.uv.to_vec2() * share;
        let of_corner = light(corner.color);
        color = std::array::from_fn(|part| color[part] + of_corner[part] * share);
    }
    let of_texture = texture.sample(at);
    std::array::from_fn(|part| color[part] * of_texture[part])
}
