package main

//go:generate buf generate
