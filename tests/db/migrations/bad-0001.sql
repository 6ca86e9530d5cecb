-- SPDX-FileCopyrightText: 2026 The CertDesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE half (id INTEGER);
CREATE TABLE half (id INTEGER);
