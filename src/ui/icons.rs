//! An outline for each kind, drawn for Keyward; decoration only, for each stands beside its name.

use egui::{Color32, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2};

use crate::domain::MethodKind;
use crate::theme::{self, space};

/// The side of the field that the outlines are drawn on.
const FIELD: f32 = 24.0;
/// Width of a line on that field.
const LINE: f32 = 1.7;
/// Straight pieces of a full circle.
const PIECES: f32 = 40.0;

/// What there is an outline for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Icon {
    /// A method.
    Method(MethodKind),
    /// The password.
    Password,
    /// The server's rules.
    Rules,
    /// Keyward's own sign: a shield with a key.
    Keyward,
    /// The browser.
    Browser,
}

/// A piece of an outline; places and lengths on the field, angles in degrees, clockwise from the right.
enum Part {
    Line(&'static [(f32, f32)]),
    Closed(&'static [(f32, f32)]),
    Circle((f32, f32), f32),
    Dot((f32, f32), f32),
    Arc((f32, f32), f32, (f32, f32)),
    /// Left, top, right, bottom; radius of the corners.
    Round((f32, f32, f32, f32), f32),
}

use Part::{Arc, Circle, Closed, Dot, Line, Round};

/// A person, and a key.
const PASSKEY: &[Part] = &[
    Circle((9.0, 7.0), 3.8),
    Arc((9.0, 20.5), 6.8, (180.0, 290.0)),
    Line(&[(2.2, 20.5), (12.4, 20.5)]),
    Circle((17.8, 12.6), 2.9),
    Line(&[(17.8, 15.5), (17.8, 21.6)]),
    Line(&[(17.8, 18.2), (20.0, 18.2)]),
    Line(&[(17.8, 21.6), (20.0, 21.6)]),
];

/// A field with dots.
const PASSWORD: &[Part] = &[
    Round((2.0, 6.5, 22.0, 17.5), 3.0),
    Dot((7.3, 12.0), 1.4),
    Dot((12.0, 12.0), 1.4),
    Dot((16.7, 12.0), 1.4),
];

/// A phone with a clock.
const AUTHENTICATOR_APP: &[Part] = &[
    Round((6.0, 2.0, 18.0, 22.0), 2.6),
    Circle((12.0, 10.2), 3.4),
    Line(&[(12.0, 8.4), (12.0, 10.4), (13.4, 11.2)]),
    Line(&[(10.4, 18.6), (13.6, 18.6)]),
];

/// A key for the computer's port, with the spot to touch.
const SECURITY_KEY: &[Part] = &[
    Round((6.5, 8.0, 17.5, 22.0), 3.0),
    Line(&[(8.8, 8.0), (8.8, 2.4), (15.2, 2.4), (15.2, 8.0)]),
    Circle((12.0, 15.0), 2.4),
];

/// An envelope.
const EMAIL_CODE: &[Part] =
    &[Round((2.0, 5.0, 22.0, 19.0), 2.6), Line(&[(3.0, 6.6), (12.0, 13.2), (21.0, 6.6)])];

/// A speech bubble.
const SMS_CODE: &[Part] = &[
    Line(&[(5.0, 4.0), (19.0, 4.0)]),
    Arc((19.0, 7.0), 3.0, (-90.0, 0.0)),
    Line(&[(22.0, 7.0), (22.0, 14.0)]),
    Arc((19.0, 14.0), 3.0, (0.0, 90.0)),
    Line(&[(19.0, 17.0), (12.2, 17.0), (7.4, 21.6), (7.4, 17.0), (5.0, 17.0)]),
    Arc((5.0, 14.0), 3.0, (90.0, 180.0)),
    Line(&[(2.0, 14.0), (2.0, 7.0)]),
    Arc((5.0, 7.0), 3.0, (180.0, 270.0)),
    Dot((7.6, 10.5), 1.2),
    Dot((12.0, 10.5), 1.2),
    Dot((16.4, 10.5), 1.2),
];

/// Two links of a chain.
const IDENTITY: &[Part] = &[
    Line(&[(10.4, 7.4), (6.8, 7.4)]),
    Arc((6.8, 12.0), 4.6, (90.0, 270.0)),
    Line(&[(6.8, 16.6), (10.4, 16.6)]),
    Line(&[(13.6, 7.4), (17.2, 7.4)]),
    Arc((17.2, 12.0), 4.6, (-90.0, 90.0)),
    Line(&[(17.2, 16.6), (13.6, 16.6)]),
    Line(&[(8.4, 12.0), (15.6, 12.0)]),
];

/// A shield.
const RULES: &[Part] = &[
    Closed(&[
        (12.0, 2.2),
        (20.2, 5.2),
        (20.2, 11.4),
        (18.6, 16.2),
        (15.8, 19.4),
        (12.0, 21.8),
        (8.2, 19.4),
        (5.4, 16.2),
        (3.8, 11.4),
        (3.8, 5.2),
    ]),
    Line(&[(8.4, 11.8), (11.0, 14.4), (15.8, 9.0)]),
];

/// The same shield, and a key in it.
const KEYWARD: &[Part] = &[
    Closed(&[
        (12.0, 1.4),
        (20.8, 4.2),
        (20.8, 11.2),
        (19.2, 16.4),
        (16.2, 20.2),
        (12.0, 22.8),
        (7.8, 20.2),
        (4.8, 16.4),
        (3.2, 11.2),
        (3.2, 4.2),
    ]),
    Circle((12.0, 8.4), 2.6),
    Line(&[(12.0, 11.0), (12.0, 17.8)]),
    Line(&[(12.0, 14.2), (14.6, 14.2)]),
    Line(&[(12.0, 17.4), (14.6, 17.4)]),
];

/// A window with a bar on top.
const BROWSER: &[Part] = &[
    Round((2.0, 4.0, 22.0, 20.0), 2.6),
    Line(&[(2.0, 8.8), (22.0, 8.8)]),
    Dot((5.2, 6.4), 0.9),
    Dot((8.2, 6.4), 0.9),
];

impl Icon {
    const fn parts(self) -> &'static [Part] {
        match self {
            Self::Method(MethodKind::Passkey) => PASSKEY,
            Self::Method(MethodKind::AuthenticatorApp) => AUTHENTICATOR_APP,
            Self::Method(MethodKind::SecurityKey) => SECURITY_KEY,
            Self::Method(MethodKind::EmailCode) => EMAIL_CODE,
            Self::Method(MethodKind::SmsCode) => SMS_CODE,
            Self::Method(MethodKind::Identity) => IDENTITY,
            Self::Password => PASSWORD,
            Self::Rules => RULES,
            Self::Keyward => KEYWARD,
            Self::Browser => BROWSER,
        }
    }

    /// Paints it in the middle of `rect`, as large as fits.
    pub(super) fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let field = Rect::from_center_size(rect.center(), Vec2::splat(rect.size().min_elem()));
        let scale = field.width() / FIELD;
        let at = |(x, y): (f32, f32)| field.min + vec2(x, y) * scale;
        let stroke = Stroke::new(LINE * scale, color);
        for part in self.parts() {
            painter.add(match part {
                Line(points) => Shape::line(points.iter().copied().map(at).collect(), stroke),
                Closed(points) => Shape::closed_line(points.iter().copied().map(at).collect(), stroke),
                Circle(middle, radius) => Shape::circle_stroke(at(*middle), radius * scale, stroke),
                Dot(middle, radius) => Shape::circle_filled(at(*middle), radius * scale, color),
                Arc(middle, radius, turn) => Shape::line(arc(at(*middle), radius * scale, *turn), stroke),
                Round((left, top, right, bottom), radius) => {
                    let rect = Rect::from_min_max(at((*left, *top)), at((*right, *bottom)));
                    Shape::rect_stroke(rect, radius * scale, stroke, egui::StrokeKind::Middle)
                }
            });
        }
    }

    /// Paints it as large as a title, in the accent's colour, and the title beside it.
    pub(super) fn with_title(self, ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(space::TITLE_ICON), Sense::hover());
            self.paint(ui.painter(), rect, theme::tokens(ui.visuals()).accent);
            add(ui);
        });
    }

    /// Paints it, and what it tells beside it.
    pub(super) fn beside(self, ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::MEDIUM;
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(space::ICON), Sense::hover());
            self.paint(ui.painter(), rect, theme::tokens(ui.visuals()).weak);
            ui.vertical(add);
        });
    }
}

fn arc(middle: Pos2, radius: f32, (from, to): (f32, f32)) -> Vec<Pos2> {
    let pieces = ((to - from).abs() / 360.0 * PIECES).ceil().max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most PIECES, rounded up")]
    let count = pieces as usize;
    (0..=count)
        .map(|piece| {
            #[expect(clippy::cast_precision_loss, reason = "at most PIECES")]
            let angle = (from + (to - from) * piece as f32 / pieces).to_radians();
            pos2(middle.x + radius * angle.cos(), middle.y + radius * angle.sin())
        })
        .collect()
}
