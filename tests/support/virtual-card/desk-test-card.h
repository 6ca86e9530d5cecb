/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-card.h"

G_BEGIN_DECLS

/* Frames and answers in hexadecimal, as a protocol's description has them. */

/* A blank card that is forgotten afterwards. */
DeskCard *desk_test_card_new (void);

/* PIN 1 "111111" with PUK "22222222", PIN 3 "88888888", the files below, access rules in force. */
DeskCard *desk_test_card_new_issued (void);
void desk_test_card_issue (DeskCard *card);

/* The answer, data and status. Caller frees. */
char *desk_test_card_ask (DeskCard *card, const char *frame);

/* Fails unless that is the whole answer. */
#define desk_test_card_expect(card, frame, answer)                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *answer_ = desk_test_card_ask (card, frame);                                   \
                                                                                                   \
    g_assert_cmpstr (answer_, ==, answer);                                                         \
  }                                                                                                \
  G_STMT_END

/* Padded to eight bytes. */
#define DESK_TEST_CARD_PIN       "313131313131ffff"
#define DESK_TEST_CARD_NEW_PIN   "363534333231ffff"
#define DESK_TEST_CARD_WRONG_PIN "393939393939ffff"
#define DESK_TEST_CARD_PUK       "3232323232323232"
#define DESK_TEST_CARD_SO_PIN    "3838383838383838"

#define DESK_TEST_CARD_VERIFY_PIN "0020000108" DESK_TEST_CARD_PIN

/* 16 bytes each in the application: all may read and PIN 1 change, only PIN 1 read, all read and
 * nobody change. Only PIN 3 may delete them. */
#define DESK_TEST_CARD_SELECT_OPEN    "00a4080c0450154301"
#define DESK_TEST_CARD_SELECT_PRIVATE "00a4080c0450154501"
#define DESK_TEST_CARD_SELECT_FIXED   "00a4080c0450154601"

/* Keys that only PIN 1 may use, not generated yet. */
#define DESK_TEST_CARD_SELECT_RSA "00a4080c0450154b01"
#define DESK_TEST_CARD_SELECT_EC  "00a4080c0450154b02"

G_END_DECLS
