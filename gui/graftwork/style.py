"""The style sheet: shapes, spacing and type of every kind of widget, in the colours of a theme.

Widgets say what they are by a `role` property (`QLabel[role="caption"]`), never by their own style sheet.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import Final

from PySide6.QtWidgets import QWidget

from graftwork.colours import Colours

_TEXT: Final = """
* { outline: 0; }
QMainWindow, QDialog, QWidget[role="page"] { background: $window; }
QDialog { border: 1px solid $muted; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: 5px 8px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 19pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11.5pt; font-weight: 600; }
QLabel[role="name"] { font-size: 11.5pt; font-weight: 600; }
QLabel[role="figure"] { font-size: 14pt; font-weight: 600; }
QLabel[role="verdict"] { font-size: 10.5pt; font-weight: 600; }
QLabel[role="code"] { font-size: 24pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="caption"] { color: $muted; font-size: 8.5pt; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="step"] { color: $accent; font-size: 13pt; font-weight: 600; }
QLabel[role="sign"] { color: $muted; font-size: 17pt; }
QLabel[role="small"] { color: $muted; font-size: 9pt; }
QLabel[role="problem"] { color: $blocking; font-size: 9pt; }
QLabel[role="blocking"] { color: $blocking; font-weight: 600; }
"""

_FRAMES: Final = """
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="card"][dropping="true"] { background: $accent_soft; border: 2px solid $accent; }
QFrame[role="slot"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="slot"][state="empty"] { background: transparent; border: 1px dashed $edge; }
QFrame[role="slot"][state="failed"] { border: 1px solid $blocking; }
QFrame[role="slot"][dropping="true"] { background: $accent_soft; border: 2px solid $accent; }
QFrame[role="row"] { background: transparent; border: 0; }
QFrame[role="row"][dropping="true"] { background: $accent_soft; border: 2px solid $accent; border-radius: 7px; }
QFrame[role="adapter"] { background: $sunken; border: 1px solid $line; border-radius: 8px; }
QFrame[role="adapter"][state="failed"] { border: 1px solid $blocking; }
QFrame[role="runbar"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="sidebar"] { background: $sidebar; border: 0; border-right: 1px solid $line; }
QFrame[role="notice"] { background: $accent_soft; border: 1px solid $line; border-radius: 10px; }
QFrame[role="done"] { background: $ok_soft; border: 1px solid $line; border-radius: 10px; }
QFrame[role="failure"] { background: $blocking_soft; border: 1px solid $line; border-radius: 10px; }
QFrame[role="caution"] { background: $warning_soft; border: 1px solid $line; border-radius: 10px; }
QFrame[role="status"] { background: $sidebar; border: 0; border-top: 1px solid $line; }
QFrame[role="palette"] { background: $surface; border: 1px solid $muted; border-radius: 10px; }
QFrame[role="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[role="content"] { background: transparent; }
"""

_BUTTONS: Final = """
QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: 7px;
    padding: 5px 13px; min-height: 20px; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 12px; }
QPushButton:disabled { color: $muted; border-color: $line; background: $sunken; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
    padding: 7px 22px; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 6px 21px; }
QPushButton[role="primary"]:disabled { background: $sunken; color: $muted; border-color: $line; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; padding: 5px 8px; }
QPushButton[role="quiet"]:hover { background: $sunken; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; padding: 4px 7px; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent;
    padding: 3px 6px 3px 2px; text-align: left; }
QPushButton[role="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 2px 5px 2px 1px; border-radius: 5px; }
QPushButton[role="icon"] { background: transparent; border: 1px solid transparent; padding: 3px; border-radius: 6px;
    min-width: 20px; max-width: 20px; }
QPushButton[role="icon"]:hover { background: $sunken; }
QPushButton[role="icon"]:focus { border: 2px solid $accent; padding: 2px; }
QPushButton[role="segment"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 12px; color: $muted; }
QPushButton[role="segment"]:hover { color: $text; }
QPushButton[role="segment"]:checked { background: $surface; border: 1px solid $edge; color: $text; font-weight: 600; }
QPushButton[role="segment"]:focus { border: 2px solid $accent; padding: 3px 11px; }
QPushButton[role="status"] { background: transparent; border: 1px solid transparent; padding: 2px 8px; font-size: 9pt;
    color: $muted; }
QPushButton[role="status"]:hover { color: $text; }
QPushButton[role="status"]:focus { border: 2px solid $accent; padding: 1px 7px; border-radius: 5px; }
QFrame[role="segments"] { background: $sunken; border: 1px solid $line; border-radius: 8px; }
QPushButton[role="pick"] { text-align: left; padding: 4px 8px; }
QPushButton[role="pick"]:focus { border: 2px solid $accent; padding: 3px 7px; }
QFrame[state="failed"] QPushButton[role="pick"] { border-color: $blocking; }
QFrame[state="empty"] QPushButton[role="pick"] { color: $muted; }
QPushButton[role="chip"] { background: $accent_soft; color: $text; border: 1px solid $line; border-radius: 12px;
    text-align: left; padding: 1px 10px; font-size: 9pt; }
QPushButton[role="chip"]:hover { border-color: $accent; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 0 9px; }
QPushButton[role="toggle"]:checked { background: $accent_soft; color: $accent; border-color: $accent; }
QPushButton[role="page"] { background: transparent; border: 1px solid transparent; border-radius: 7px;
    padding: 7px 10px; text-align: left; color: $text; }
QPushButton[role="page"]:hover { background: $sunken; }
QPushButton[role="page"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[role="page"]:focus { border: 2px solid $accent; padding: 6px 9px; }
QPushButton[role="segment"]:disabled { color: $edge; }
QPushButton[role="segment"]:checked:disabled { background: $sunken; border-color: $line; color: $muted; }
QPushButton[role="toggle"]:checked:disabled { background: $sunken; border-color: $line; color: $muted; }
QPushButton[role="pick"]:disabled, QPushButton[role="link"]:disabled { color: $muted; }
"""

_FIELDS: Final = """
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit { background: $surface; color: $text;
    border: 1px solid $edge; border-radius: 7px; padding: 4px 8px; min-height: 20px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $muted; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus {
    border: 2px solid $accent; padding: 3px 7px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
    color: $muted; background: $sunken; border-color: $line; }
QLineEdit[invalid="true"] { border: 1px solid $blocking; }
QLineEdit[invalid="true"]:focus { border: 2px solid $blocking; }
QComboBox { padding-right: 24px; }
QComboBox:focus { padding-right: 23px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $edge; padding: 4px;
    selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 5px; }
QSpinBox, QDoubleSpinBox { padding: 4px 20px 4px 0; }
QSpinBox:focus, QDoubleSpinBox:focus { padding: 3px 19px 3px 0; }
QPlainTextEdit { min-height: 46px; padding: 2px 4px; }
QPlainTextEdit:focus { padding: 1px 3px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-position: top right; width: 20px; border: 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-position: bottom right; width: 20px; border: 0; }
QSpinBox::up-arrow, QSpinBox::down-arrow, QDoubleSpinBox::up-arrow, QDoubleSpinBox::down-arrow { image: none; }
QCheckBox { spacing: 8px; padding: 2px; border: 1px solid transparent; border-radius: 5px; }
QCheckBox:focus { border: 1px solid $accent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $edge; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:disabled { background: $sunken; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $edge; border-color: $edge; }
QSlider { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: $surface;
    border: 1px solid $edge; }
QSlider::handle:horizontal:focus { border: 2px solid $accent; }
QSlider[role="signed"]::sub-page:horizontal { background: $line; }
QSlider::sub-page:horizontal:disabled { background: $edge; }
QSlider[role="signed"]::sub-page:horizontal:disabled { background: $line; }
QSlider::handle:horizontal:disabled { background: $sunken; border-color: $line; }
QProgressBar { background: $line; border: 0; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
"""

_VIEWS: Final = """
QListView, QTableView { background: transparent; border: 1px solid transparent; border-radius: 6px; }
QListView:focus, QTableView:focus { border: 1px solid $accent; }
QTableView[role="rows"]::item { padding: 0 5px; border: 0; color: $text; }
QTableView[role="rows"]::item:selected { background: $accent_soft; color: $text; }
QTableView[role="figures"]::item { padding: 0 5px; border: 0; color: $text; }
QTableView[role="figures"]::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $muted; border: 0; padding: 2px 8px 2px 2px; font-size: 9pt; }
QHeaderView::section:horizontal { padding: 2px 0; }
QTableView[role="rows"] QHeaderView::section:horizontal { padding: 4px 8px; }
QTableView[role="figures"] QHeaderView::section:horizontal { padding: 4px 5px; }
QTableCornerButton::section { background: transparent; border: 0; }
QMenu { background: $surface; color: $text; border: 1px solid $edge; padding: 5px; }
QMenu::item { padding: 6px 22px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 5px 6px; }
QTabWidget::pane { border: 0; background: transparent; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 7px; margin: 0; border: 1px solid transparent;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:selected:focus { border: 2px solid $accent; border-radius: 5px; padding: 5px 6px; }
QTabBar::tab:disabled { color: $edge; }
QTabBar::tab:selected:disabled { color: $muted; border-bottom-color: $edge; }
QSplitter::handle { background: transparent; height: 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $edge; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_SHEET: Final = Template(_TEXT + _FRAMES + _BUTTONS + _FIELDS + _VIEWS)


def sheet(of: Colours) -> str:
    """The whole style sheet in these colours."""
    return _SHEET.substitute(asdict(of))


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and make the widget take on its new look."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
