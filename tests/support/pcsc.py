# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the PC/SC service what it sees, without touching a card: a program that connects to one may
hang when it is pulled out at that moment."""

import ctypes

SCOPE_SYSTEM = 2
STATE_PRESENT = 0x20
MAX_NAMES = 1024  # octets

DWORD = ctypes.c_ulong  # as pcsc-lite has it on Linux
LONG = ctypes.c_long


class ReaderState(ctypes.Structure):
    _fields_ = [("reader", ctypes.c_char_p), ("user_data", ctypes.c_void_p),
                ("current", DWORD), ("event", DWORD), ("atr_length", DWORD),
                ("atr", ctypes.c_ubyte * 33)]


def _list_readers(library, context):
    names = ctypes.create_string_buffer(MAX_NAMES)
    length = DWORD(MAX_NAMES)
    if library.SCardListReaders(context, None, names, ctypes.byref(length)) != 0:
        return []
    return [name for name in names.raw[:length.value].split(b"\0") if name]


def _is_present(library, context, slot):
    readers = _list_readers(library, context)
    if slot >= len(readers):
        return False
    state = ReaderState(reader=readers[slot])
    if library.SCardGetStatusChange(context, DWORD(0), ctypes.byref(state), DWORD(1)) != 0:
        return False
    return bool(state.event & STATE_PRESENT)


def is_card_present(slot):
    """False also where nobody answers."""
    library = ctypes.CDLL("libpcsclite.so.1")
    context = LONG()
    if library.SCardEstablishContext(DWORD(SCOPE_SYSTEM), None, None, ctypes.byref(context)) != 0:
        return False
    try:
        return _is_present(library, context, slot)
    finally:
        library.SCardReleaseContext(context)
